using LinearGen.Generator.Model;
using LinearGen.Generator.Printing;
using LinearGen.Generator.Scheduling;

namespace LinearGen.Generator.Members;

/// <summary>
/// Writes the members of a layer class. The runtime does the work that does not depend on the shape; these members name
/// the shape, check lengths and call the kernels.
/// </summary>
internal sealed class MembersEmitter(LayerSpec spec, LayerSchedule schedule)
{
    private const string Internals = "global::LinearGen.Internals";
    private const string Kernels = "global::LinearGen.Generated.Kernels";
    /// <summary>The attribute that makes the JIT inline a method.</summary>
    public const string Inlined = "[global::System.Runtime.CompilerServices.MethodImpl(" + Internals + ".KernelOptions.Inline)]";
    private const string Layout = "global::LinearGen.WeightLayout";

    private readonly string _self = spec.Hierarchy.FullName;
    private readonly string _t = spec.Precision.Keyword();
    private readonly string _input = $"global::System.ReadOnlySpan<{spec.Precision.Keyword()}>";
    private readonly string _output = $"global::System.Span<{spec.Precision.Keyword()}>";
    private readonly string _parameters = $"{Internals}.LayerParameters<{spec.Precision.Keyword()}>";
    private readonly string _arguments = $"<{Kernels}, {spec.Precision.Keyword()}>";
    private readonly bool _isActivated = spec.Activation != Activation.None;

    /// <summary>A line that names the activation; a plain layer's interface says that it has none.</summary>
    private string ActivationMember => _isActivated
        ? $"\nglobal::LinearGen.Activation global::LinearGen.ILinearLayer<{_t}>.Activation => global::LinearGen.Activation.{spec.Activation};"
        : "";

    private string GradientsMember => spec.IsTrainable
        ? $"\nGradients global::LinearGen.ILinearLayer<{_t}, Gradients>.CreateGradients({_parameters} storage) => new(storage);"
        : "";

    /// <summary>The interface of the layer's class.</summary>
    private string Interface => spec.IsTrainable
        ? $"I{(_isActivated ? "" : "Plain")}LinearLayer<{_t}, {spec.Hierarchy.Layer.Identifier}.Gradients>"
        : $"IInferenceLayer<{_t}>";

    /// <summary>What the storage needs to know beside the sizes.</summary>
    private string StorageArguments =>
        $"hasBias: {(spec.HasBias ? "true" : "false")}{(spec.IsTrainable ? "" : ", isTrainable: false")}{(schedule.Forward.IsDot ? ", isDot: true" : "")}{WeightsArgument}";

    private string WeightsArgument => schedule.Weights == WeightStorage.Full ? "" : $", weights: {Internals}.WeightStorage.{schedule.Weights}";

    private bool HasScratch => schedule.WeightGradient(schedule.Width(256)).IsPacked;

    private long ParameterCount => ((long)spec.In * spec.Out) + (spec.HasBias ? spec.Out : 0);

    /// <summary>Returns the formula of Forward for a number of rows.</summary>
    private string Formula(string rows)
    {
        string sums = $"X[{rows}{spec.In}]·W{(spec.HasBias ? " + b" : "")}";
        return $"Y[{rows}{spec.Out}] = {(_isActivated ? $"{spec.Activation}({sums})" : sums)}";
    }

    /// <summary>Writes the class.</summary>
    public void Emit(SourceWriter writer)
    {
        using (writer.Block($"partial class {spec.Hierarchy.Layer.Identifier} : global::LinearGen.{Interface}, global::LinearGen.INetworkShape"))
        {
            EmitShape(writer);
            EmitParameters(writer);
            EmitCalls(writer);
            if (spec.IsTrainable)
            {
                writer.Line();
                EmitGradients(writer);
            }

            if (spec.HasRowTypes)
            {
                writer.Line();
                RowTypesEmitter.Emit(writer, _t, spec.In, spec.Out, Formula(""), ($"{Kernels}.ForwardRow(", ", in _layerParameters);"));
            }
        }
    }

    private void EmitShape(SourceWriter writer) => writer.Line($"""
        /// <summary>Inputs per row: {spec.In}.</summary>
        public const int In = {spec.In};

        /// <summary>Outputs per row: {spec.Out}.</summary>
        public const int Out = {spec.Out};

        /// <summary>{(spec.HasBias ? "Weights and biases" : "Weights")}: {ParameterCount}.</summary>
        public const int ParameterCount = {ParameterCount};

        private {_parameters} _layerParameters = new({spec.In}, {spec.Out}, {StorageArguments});

        static int global::LinearGen.INetworkShape.In => In;
        static int global::LinearGen.INetworkShape.Out => Out;
        static int global::LinearGen.INetworkShape.ParameterCount => ParameterCount;
        ref readonly {_parameters} global::LinearGen.INetworkStage<{_t}>.Layer => ref _layerParameters;
        void global::LinearGen.INetworkStage<{_t}>.Adopt({_parameters} storage) => _layerParameters = _layerParameters.ReplacedBy(storage);{ActivationMember}{GradientsMember}

        """);

    private void EmitParameters(SourceWriter writer)
    {
        writer.Line($$"""
            /// <summary>W[i, j], the weight from input i to output j.</summary>
            public {{_t}} this[int i, int j] { get => _layerParameters.GetWeight(i, j); set => _layerParameters.SetWeight(i, j, value); }

            /// <summary>Replaces W: {{spec.In}}·{{spec.Out}} values, [In, Out] row-major.</summary>
            public void SetWeights({{_input}} weights) => _layerParameters.SetWeights(weights);

            /// <summary>Replaces W: {{spec.In}}·{{spec.Out}} values; PyTorch keeps them as OutIn.</summary>
            public void SetWeights({{_input}} weights, {{Layout}} layout) => _layerParameters.SetWeights(weights, layout);

            /// <summary>Copies W, [In, Out] row-major.</summary>
            public void GetWeights({{_output}} destination) => _layerParameters.GetWeights(destination);

            /// <summary>Copies W in the given layout.</summary>
            public void GetWeights({{_output}} destination, {{Layout}} layout) => _layerParameters.GetWeights(destination, layout);

            """);
        if (spec.HasBias)
        {
            writer.Line($"""
                /// <summary>Replaces b: {spec.Out} values.</summary>
                public void SetBias({_input} bias) => _layerParameters.SetBias(bias);

                /// <summary>Copies b.</summary>
                public void GetBias({_output} destination) => _layerParameters.GetBias(destination);

                """);
        }

        writer.Line($"""
            /// <summary>Copies all parameters from another instance.</summary>
            public void CopyFrom({_self} other) => _layerParameters.CopyFrom(other?._layerParameters);

            /// <summary>Draws all parameters from U(−1/√{spec.In}, 1/√{spec.In}), weights row by row{(spec.HasBias ? ", then biases" : "")}.</summary>
            public void Initialize(global::System.Random random) => _layerParameters.Initialize(random);

            """);
    }

    private void EmitCalls(SourceWriter writer)
    {
        writer.Line($$"""
            /// <summary>{{Formula("rows, ")}}, for any number of rows.</summary>
            /// <exception cref="global::System.ArgumentException">x is not whole rows, y differs in rows, or they overlap.</exception>
            public void Forward({{_input}} x, {{_output}} y) => {{Internals}}.KernelCalls{{_arguments}}.Forward(x, y, in _layerParameters);

            """);
        if (spec.IsTrainable)
        {
            EmitBackward(writer);
            writer.Line("""
                /// <summary>Whether training leaves the parameters unchanged.</summary>
                public bool Frozen { get; set; }

                /// <summary>Gradients of this class, all 0.</summary>
                public Gradients CreateGradients() => new(_layerParameters.CreateGradients());

                """);
        }

        writer.Line($$"""
            /// <summary>Compiles the kernels ahead of the first call.</summary>
            public static void Warmup() => {{Internals}}.KernelWarmup.Run{{(!spec.IsTrainable ? "Forward" : _isActivated ? "Activated" : "")}}<{{Kernels}}, {{_t}}>(typeof({{_self}}), hasBias: {{(spec.HasBias ? "true" : "false")}}{{WeightsArgument}});

            """);
        EmitToString(writer, spec.Hierarchy, $"{spec.In}→{spec.Out}", ParameterCount);
    }

    /// <summary>Writes <c>ToString()</c>, unless the user's half declares it.</summary>
    public static void EmitToString(SourceWriter writer, HierarchyInfo hierarchy, string shape, long parameterCount)
    {
        if (!hierarchy.HasOwnToString)
        {
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override string ToString() => \"{hierarchy.Layer.Name} {shape}, {parameterCount} parameters\";");
        }
    }

    private void EmitBackward(SourceWriter writer)
    {
        if (_isActivated)
        {
            string db = spec.HasBias ? ", db += column sums of dZ" : "";
            writer.Line($$"""
                /// <summary>dZ = {{spec.Activation}}′·dY; dX = dZ·Wᵀ unless dx is empty; dW += Xᵀ·dZ{{db}} unless gradients is null. y is Forward's result.</summary>
                {{Inlined}}
                public void Backward({{_input}} x, {{_input}} y, {{_input}} dy, {{_output}} dx, Gradients? gradients) => {{Internals}}.ActivatedLayers.Backward<{{Kernels}}, {{_t}}>(x, y, dy, dx, in _layerParameters, gradients);

                """);
            return;
        }

        writer.Line($$"""
            /// <summary>dX = dY·Wᵀ unless dx is empty; dW += Xᵀ·dY{{(spec.HasBias ? ", db += column sums of dY" : "")}} unless gradients is null.</summary>
            {{Inlined}}
            public void Backward({{_input}} x, {{_input}} dy, {{_output}} dx, Gradients? gradients) => {{Internals}}.BackwardCalls{{_arguments}}.Backward(x, dy, dx, in _layerParameters, gradients);

            """);
    }

    private void EmitGradients(SourceWriter writer) => writer.Line($$"""
        /// <summary>dW{{(spec.HasBias ? " and db" : "")}}: sums over the rows of all Backward calls since the last Clear.</summary>
        public sealed class Gradients : global::LinearGen.{{(spec.HasBias ? "Biased" : "")}}LayerGradients<{{_t}}>
        {
        	internal Gradients({{_parameters}} storage) : base(storage, {{spec.In}}, {{spec.Out}}{{(HasScratch ? ", hasScratch: true" : "")}}{{(_isActivated ? ", hasActivation: true" : "")}}) { }

        	/// <summary>Adds other gradients to these.</summary>
        	public void Add(Gradients other) => AddCore(other);
        }
        """);
}
