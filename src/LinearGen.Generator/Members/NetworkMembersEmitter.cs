using LinearGen.Generator.Model;
using LinearGen.Generator.Printing;
using LinearGen.Generator.Scheduling;

namespace LinearGen.Generator.Members;

/// <summary>Writes the members of a network class. The runtime does the work that does not depend on the shapes.</summary>
internal sealed class NetworkMembersEmitter(NetworkSpec spec, NetworkSchedule schedule)
{
    private const string Internals = "global::LinearGen.Internals";

    private readonly string _t = spec.Precision.Keyword();
    private readonly string _input = $"global::System.ReadOnlySpan<{spec.Precision.Keyword()}>";
    private readonly string _output = $"global::System.Span<{spec.Precision.Keyword()}>";
    private readonly string _chain = $"{Internals}.LayerChain<{spec.Precision.Keyword()}>";

    private string Shape => string.Join("→", spec.Layers.Select(static layer => Address.Text(layer.In))) + "→" + Address.Text(spec.Out);

    /// <summary>What the chain of layers needs to know if it is no common network.</summary>
    private string Kind => spec is { IsResidual: false, IsTrainable: true }
        ? ""
        : $"isResidual: {(spec.IsResidual ? "true" : "false")}, isTrainable: {(spec.IsTrainable ? "true" : "false")}, ";

    private string ObjectMembers => spec.IsTrainable
        ? $"""

            global::LinearGen.Activations<{_t}> global::LinearGen.INetwork<{_t}>.CreateActivations(int maxRows) => CreateActivations(maxRows);
            global::LinearGen.ParameterGradients<{_t}> global::LinearGen.INetwork<{_t}>.CreateGradients() => CreateGradients();
            """
        : "";

    /// <summary>Writes the class.</summary>
    public void Emit(SourceWriter writer)
    {
        using (writer.Block($"partial class {spec.Hierarchy.Layer.Identifier} : global::LinearGen.I{(spec.IsTrainable ? "Sequential" : "Inference")}Network<{_t}>, global::LinearGen.INetworkShape"))
        {
            EmitShape(writer);
            EmitLayers(writer);
            EmitCalls(writer);
            if (spec.IsTrainable)
            {
                writer.Line();
                EmitNested(writer);
            }

            RowPartsEmitter.Emit(writer, spec);
            if (spec.HasRowTypes)
            {
                writer.Line();
                (string Before, string After) call = schedule.IsFused
                    ? ("global::LinearGen.Generated.Kernels.ForwardRow(", ", ref _layers.Reference, ref _layers.TransposedReference);")
                    : ("_layers.ForwardRow(", ");");
                RowTypesEmitter.Emit(writer, _t, spec.In, spec.Out, $"Y[{spec.Out}] from X[{spec.In}]", call);
            }
        }
    }

    private void EmitShape(SourceWriter writer) => writer.Line($"""
        /// <summary>Inputs per row: {spec.In}.</summary>
        public const int In = {spec.In};

        /// <summary>Outputs per row: {spec.Out}.</summary>
        public const int Out = {spec.Out};

        /// <summary>Weights and biases of all layers: {spec.ParameterCount}.</summary>
        public const int ParameterCount = {spec.ParameterCount};

        private readonly {_chain} _layers = new({Kind}{schedule.Length}, {schedule.TransposedLength}, {string.Join(", ", spec.Layers.Select(static layer => $"new {layer.FullName}()"))});

        static int global::LinearGen.INetworkShape.In => In;
        static int global::LinearGen.INetworkShape.Out => Out;
        static int global::LinearGen.INetworkShape.ParameterCount => ParameterCount;
        {_chain} global::LinearGen.ISequentialNetwork<{_t}>.Layers => _layers;{ObjectMembers}

        """);

    private void EmitLayers(SourceWriter writer)
    {
        for (int n = 0; n < spec.Layers.Count; n++)
        {
            NetworkLayer layer = spec.Layers[n];
            writer.Line($"""
                /// <summary>{(layer.Kind == StageKind.Linear ? "Layer" : "Stage")} {n + 1}: {NetworkEmitter.Describe(layer)}. Its parameters are part of the network's.</summary>
                {layer.Accessibility} {layer.FullName} {layer.Property} => ({layer.FullName})_layers[{n}];

                """);
        }
    }

    private void EmitCalls(SourceWriter writer)
    {
        string layers = string.Join(" ", spec.Layers.Select(static layer => layer.FullName).Distinct().Select(static name => $"{name}.Warmup();"));
        writer.Line($$"""
            /// <summary>Y[rows, {{spec.Out}}] from X[rows, {{spec.In}}]{{(spec.IsResidual ? ": x + f(x), f being all stages one after another" : $" through all {(spec.Layers.All(static layer => layer.Kind == StageKind.Linear) ? "layers" : "stages")}")}}, for any number of rows.</summary>
            /// <exception cref="global::System.ArgumentException">x is not whole rows, y differs in rows, or they overlap.</exception>
            {{MembersEmitter.Inlined}}
            public void Forward({{_input}} x, {{_output}} y) => {{(schedule.IsFused ? "_layers.Forward<global::LinearGen.Generated.Kernels>(x, y, In, Out)" : "_layers.Forward(x, y)")}};

            """);
        if (spec.IsTrainable)
        {
            EmitTraining(writer);
        }

        writer.Line($$"""
            /// <summary>Copies all parameters from another instance.</summary>
            public void CopyFrom({{spec.Hierarchy.FullName}} other) => _layers.CopyFrom(other?._layers);

            /// <summary>Draws the parameters of each layer from U(−1/√In, 1/√In) of that layer, layer after layer.</summary>
            public void Initialize(global::System.Random random) => _layers.Initialize(random);

            /// <summary>Compiles all kernels ahead of the first call.</summary>
            public static void Warmup()
            {
            	{{layers}}
            	{{Internals}}.KernelWarmup.{{(schedule.IsFused ? $"RunNetwork<global::LinearGen.Generated.Kernels, {_t}>(typeof({spec.Hierarchy.FullName}), In, Out, {schedule.Length}, {schedule.TransposedLength})" : $"PrepareNetwork<{_t}>(typeof({spec.Hierarchy.FullName}))")}};
            }

            """);
        MembersEmitter.EmitToString(writer, spec.Hierarchy, Shape, spec.ParameterCount);
    }

    private void EmitTraining(SourceWriter writer) => writer.Line($$"""
        /// <summary>Computes Forward and stores the outputs of all layers, which Backward reads; the result is activations.Output.</summary>
        /// <exception cref="global::System.ArgumentException">x is not whole rows, or has more rows than the activations.</exception>
        public void Forward({{_input}} x, Activations activations) => _layers.Forward(x, activations);

        /// <summary>
        /// dX [rows, {{spec.In}}] unless dx is empty, and the parameters' gradients, added to the present ones, unless gradients is null; frozen
        /// layers are left out. x and activations as in the Forward before; dy [rows, {{spec.Out}}] is ∂C/∂Y.
        /// </summary>
        /// <exception cref="global::System.ArgumentException">A length does not fit, or dx overlaps an input.</exception>
        public void Backward({{_input}} x, Activations activations, {{_input}} dy, {{_output}} dx, Gradients? gradients) => _layers.Backward(x, activations, dy, dx, gradients);

        /// <summary>Gradients of this class, all 0.</summary>
        public Gradients CreateGradients() => new(_layers);

        /// <summary>Allocates the activations of a Forward call of up to maxRows rows.</summary>
        public Activations CreateActivations(int maxRows) => new(maxRows, _layers);

        """);

    private void EmitNested(SourceWriter writer) => writer.Line($$"""
        /// <summary>The gradients of all parameters: sums over the rows of all Backward calls since the last Clear.</summary>
        public sealed class Gradients : global::LinearGen.NetworkGradients<{{_t}}>
        {
        	internal Gradients({{_chain}} layers) : base(layers) { }

        	/// <summary>Adds other gradients to these.</summary>
        	public void Add(Gradients other) => AddCore(other);
        }

        /// <summary>The outputs of all layers in one Forward call, which Backward reads; owned by the caller, for one call at a time.</summary>
        public sealed class Activations : global::LinearGen.NetworkActivations<{{_t}}>
        {
        	internal Activations(int maxRows, {{_chain}} layers) : base(maxRows, layers) { }
        }
        """);
}
