namespace LinearGen.Generator.Tests.Interfaces;

/// <summary>Programs that get networks from a container of services or by name, put a class of their own in their place, or train what they do not know.</summary>
public class ServiceProgramTests
{
    [Fact]
    public Task Services_AreNetworks() => RunningProgram.Check(
        """
        using Microsoft.Extensions.DependencyInjection;

        public sealed class Scorer(INetwork<float> network, IEnumerable<INetwork<float>> all, [FromKeyedServices("double")] INetwork<double> exact)
        {
            public string Score(float x) => $"{Text(network, x, x)} of {all.Count()}, {exact.Shape}";
        }

        public interface IPredictor<TNetwork> { string Predict(float x); }

        public sealed class Predictor<TNetwork>(TNetwork network) : IPredictor<TNetwork>
            where TNetwork : class, INetwork<float>
        {
            public string Predict(float x) => Text(network, x, x);
        }

        public static class Program
        {
            public static string Run()
            {
                ServiceCollection services = new();
                services.AddSingleton<INetwork<float>, Classifier>();
                services.AddSingleton<INetwork<float>>(_ => Drawn(1));
                services.AddSingleton<INetwork<float>>(Times(2));
                services.AddSingleton(Times(4));
                services.AddKeyedSingleton<INetwork<float>>("fast", Times(3));
                services.AddKeyedSingleton<INetwork<double>>("double", (_, _) => new Exact());
                services.AddScoped<Scorer>();
                services.AddTransient(typeof(IPredictor<>), typeof(Predictor<>));
                services.AddSingleton<Func<INetwork<float>>>(provider => provider.GetRequiredService<INetwork<float>>);
                services.AddSingleton(provider => new Lazy<INetwork<float>>(provider.GetRequiredService<INetwork<float>>));
                using ServiceProvider provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
                using IServiceScope scope = provider.CreateScope();
                return string.Join(" | ",
                    Text(provider.GetRequiredService<INetwork<float>>(), 1, 1),
                    Text(provider.GetRequiredKeyedService<INetwork<float>>("fast"), 1, 1),
                    scope.ServiceProvider.GetRequiredService<Scorer>().Score(5),
                    provider.GetRequiredService<IPredictor<INetwork<float>>>().Predict(3),
                    provider.GetRequiredService<IPredictor<Linear>>().Predict(3),
                    provider.GetRequiredService<Func<INetwork<float>>>()() == provider.GetRequiredService<Lazy<INetwork<float>>>().Value,
                    provider.GetService<INetwork<double>>() is null);
            }
        }
        """,
        "2 2 | 3 3 | 10 10 of 3, 2→3, 6 parameters | 6 6 | 12 12 | True | True");

    [Fact]
    public Task Registry_LoadsWeightsByName() => RunningProgram.Check(
        """
        using System.IO;

        public sealed class Registry
        {
            private readonly Dictionary<string, Func<INetwork<float>>> _classes = new(StringComparer.OrdinalIgnoreCase)
            {
                ["linear"] = () => new Linear(),
                ["classifier"] = () => new Classifier(),
            };

            public INetwork<float> Load(string name, string path)
            {
                INetwork<float> network = _classes[name]();
                Safetensors.Load(path, network);
                return network;
            }

            public bool TryLoad(string name, byte[] file, out INetwork<float>? network)
            {
                network = _classes.TryGetValue(name, out Func<INetwork<float>>? make) ? make() : null;
                if (network is null) { return false; }
                try { Safetensors.Load(new MemoryStream(file), network); return true; }
                catch (InvalidDataException) { network = null; return false; }
            }
        }

        public static class Program
        {
            public static string Run()
            {
                string folder = Directory.CreateTempSubdirectory("networks").FullName;
                try
                {
                    INetwork<float>[] saved = [Times(2), Drawn(7)];
                    string[] paths = [.. saved.Select(network => Path.Combine(folder, network.GetType().Name + ".safetensors"))];
                    foreach ((INetwork<float> network, string path) in saved.Zip(paths)) { Safetensors.Save(path, network); }
                    Registry registry = new();
                    INetwork<float> classifier = registry.Load("Classifier", paths[1]);
                    bool isOther = registry.TryLoad("linear", File.ReadAllBytes(paths[1]), out INetwork<float>? none);
                    bool isRight = registry.TryLoad("linear", File.ReadAllBytes(paths[0]), out INetwork<float>? linear);
                    return $"{classifier.GetType().Name} {Text(classifier, 1, 2) == Text(saved[1], 1, 2)} | {isOther} {none is null} | {isRight} {Text(linear!, 1, 2)} | {registry.TryLoad("conv", [], out _)}";
                }
                finally { Directory.Delete(folder, recursive: true); }
            }
        }
        """,
        "Classifier True | False True | True 2 4 | False");

    /// <summary>With 200 rows and several threads, since batches of more than 64 rows take another way.</summary>
    [Fact]
    public Task Trainer_TrainsWhatIsChosenAtRunTime() => RunningProgram.Check(
        """
        using System.IO;

        public static class Program
        {
            private static INetwork<float> Choose(string name) => name == "linear" ? new Linear() : new Classifier();

            private static (float[] Parameters, string Text) Train<TNetwork>(TNetwork network)
                where TNetwork : class, INetwork<float>
            {
                Random random = new(5);
                float[] x = [.. Enumerable.Range(0, 400).Select(_ => (2 * random.NextSingle()) - 1)];
                int[] labels = [.. Enumerable.Range(0, 200).Select(row => x[2 * row] > x[(2 * row) + 1] ? 1 : 0)];
                int[] classes = new int[200];

                network.Initialize(new Random(1));
                Trainer<TNetwork> trainer = new(network, Loss.SoftmaxCrossEntropy, new Adam(0.05), maxBatch: 200) { Threads = 2, MaxGradientNorm = 1, Schedule = LearningRateSchedule.Cosine(60) };
                for (int step = 0; step < 60; step++) { trainer.Step(x, labels); }
                double accuracy = trainer.Evaluate(x, labels).Accuracy;
                trainer.Predict(x, classes);
                return (network.Parameters.ToArray(), $"{accuracy > 0.95} {classes.Zip(labels).Count(pair => pair.First == pair.Second) == (int)Math.Round(200 * accuracy)} {trainer.Steps}");
            }

            public static string Run()
            {
                (float[] byClass, _) = Train(new Classifier());
                (float[] byInterface, string classifier) = Train(Choose("classifier"));
                (_, string linear) = Train(Choose("linear"));

                // A checkpoint knows sizes, not the type argument.
                INetwork<float> first = Choose("classifier");
                first.Initialize(new Random(2));
                Trainer<INetwork<float>> saving = new(first, Loss.MeanSquared, new Sgd(0.1), maxBatch: 2);
                saving.Step([1, 2, 3, 4], (float[])[1, 0, 0, 1]);
                using MemoryStream file = new();
                saving.SaveCheckpoint(file);
                file.Position = 0;
                Trainer<Classifier> loading = new(new Classifier(), Loss.MeanSquared, new Sgd(0.1), maxBatch: 2);
                loading.LoadCheckpoint(file);

                // Trainers of what is not known either.
                List<Trainer<INetwork<float>>> trainers = [saving, new(Times(1), Loss.L1, new Adam(), maxBatch: 1)];
                Trainer<INetwork<double>, double> exact = new(new Exact { [0, 0] = 1 }, Loss.MeanSquared, new Sgd(0.5), maxBatch: 1);
                double loss = exact.Step([1, 0], (double[])[4, 0, 0]);
                return $"{byClass.SequenceEqual(byInterface)} {classifier} | {linear} | {loading.Steps} {first.Parameters.SequenceEqual(((INetwork<float>)loading.Network).Parameters)} | {trainers.Sum(trainer => trainer.Network.LayerCount)} | {loss} {((Exact)exact.Network)[0, 0]}";
            }
        }
        """,
        "True True True 60 | True True 60 | 1 True | 3 | 3 2");

    [Fact]
    public Task Decorator_CountsCallsAndChangesNoBit() => RunningProgram.Check(
        """
        using System.Diagnostics;

        /// <summary>Passes everything on.</summary>
        public abstract class NetworkDecorator(INetwork<float> inner) : INetwork<float>
        {
            public NetworkShape Shape => inner.Shape;
            public Span<float> Parameters => inner.Parameters;
            public int LayerCount => inner.LayerCount;
            public Range ParameterRange(int layer) => inner.ParameterRange(layer);
            public bool IsFrozen(int layer) => inner.IsFrozen(layer);
            public void ParametersChanged() => inner.ParametersChanged();
            public virtual void Forward(ReadOnlySpan<float> x, Span<float> y) => inner.Forward(x, y);
            public virtual void Forward(ReadOnlySpan<float> x, Activations<float> activations) => inner.Forward(x, activations);
            public virtual void Backward(ReadOnlySpan<float> x, Activations<float> activations, ReadOnlySpan<float> dy, Span<float> dx, ParameterGradients<float>? gradients) =>
                inner.Backward(x, activations, dy, dx, gradients);
            public void Initialize(Random random) => inner.Initialize(random);
            public ParameterGradients<float> CreateGradients() => inner.CreateGradients();
            public Activations<float> CreateActivations(int maxRows) => inner.CreateActivations(maxRows);
        }

        public sealed class Timed(INetwork<float> inner) : NetworkDecorator(inner)
        {
            private long _ticks;

            public int Calls { get; private set; }

            public TimeSpan Elapsed => Stopwatch.GetElapsedTime(0, _ticks);

            public override void Forward(ReadOnlySpan<float> x, Span<float> y)
            {
                long start = Stopwatch.GetTimestamp();
                base.Forward(x, y);
                _ticks += Stopwatch.GetTimestamp() - start;
                Calls++;
            }
        }

        public sealed class Logged(INetwork<float> inner, Action<string> log) : NetworkDecorator(inner)
        {
            public override void Forward(ReadOnlySpan<float> x, Activations<float> activations)
            {
                base.Forward(x, activations);
                log($"{activations.Rows} rows forward");
            }

            public override void Backward(ReadOnlySpan<float> x, Activations<float> activations, ReadOnlySpan<float> dy, Span<float> dx, ParameterGradients<float>? gradients)
            {
                base.Backward(x, activations, dy, dx, gradients);
                log($"{dy.Length / Shape.Out} rows back");
            }
        }

        public static class Program
        {
            private static float[] Train(INetwork<float> network)
            {
                network.Initialize(new Random(1));
                Trainer<INetwork<float>> trainer = new(network, Loss.MeanSquared, new Adam(0.01), maxBatch: 3);
                for (int step = 0; step < 5; step++) { trainer.Step([1, 2, 3, 4, 5, 6], (float[])[1, 0, 0, 1, 1, 0]); }
                return network.Parameters.ToArray();
            }

            public static string Run()
            {
                List<string> log = [];
                Classifier frozen = new();
                frozen.Hidden.Frozen = true;
                Timed timed = new(new Logged(Drawn(3), log.Add));
                string text = Text(timed, 1, 2);
                bool alike = Train(new Classifier()).SequenceEqual(Train(new Logged(new Classifier(), log.Add)));
                bool alikeFrozen = Train(frozen).SequenceEqual(Train(new Timed(frozen)));
                bool alikeLayer = Train(new Linear()).SequenceEqual(Train(new Timed(new Linear())));
                return $"{text == Text(Drawn(3), 1, 2)} {timed.Calls} {timed.Elapsed >= TimeSpan.Zero} {alike} {alikeFrozen} {alikeLayer} | {log.Count} {log[0]}, {log[1]} | {timed.Shape}";
            }
        }
        """,
        "True 1 True True True True | 10 3 rows forward, 3 rows back | 2→2, 42 parameters");

    /// <summary>Written by hand, with members that users see.</summary>
    [Fact]
    public Task Stub_CanBeCalledAndTrained() => RunningProgram.Check(
        """
        /// <summary>The same output for all rows: its only parameter.</summary>
        public sealed class Constant(float value) : INetwork<float>
        {
            private readonly float[] _parameters = [value];

            public NetworkShape Shape => new(2, 1, 1);
            public Span<float> Parameters => _parameters;
            public int LayerCount => 1;
            public Range ParameterRange(int layer) => ..;
            public bool IsFrozen(int layer) => false;
            public void ParametersChanged() { }
            public void Forward(ReadOnlySpan<float> x, Span<float> y) => y.Fill(_parameters[0]);
            public void Forward(ReadOnlySpan<float> x, Activations<float> activations) => activations.Begin(x, Shape.In, Shape.Out).Fill(_parameters[0]);

            public void Backward(ReadOnlySpan<float> x, Activations<float> activations, ReadOnlySpan<float> dy, Span<float> dx, ParameterGradients<float>? gradients)
            {
                activations.CheckIsOf(x, Shape.In, Shape.Out);
                dx.Clear();
                for (int row = 0; row < dy.Length && gradients is not null; row++) { gradients.Values[0] += dy[row]; }
            }

            public void Initialize(Random random) => _parameters[0] = random.NextSingle();
            public ParameterGradients<float> CreateGradients() => new Gradients();
            public Activations<float> CreateActivations(int maxRows) => new(maxRows, Shape.Out);

            private sealed class Gradients() : ParameterGradients<float>(length: 1);
        }

        /// <summary>What a test puts in a network's place: it cannot be trained, and says so.</summary>
        public sealed class Stub : INetwork<float>
        {
            public List<float[]> Calls { get; } = [];
            public NetworkShape Shape { get; init; } = new(2, 2, 0);
            public Span<float> Parameters => [];
            public int LayerCount => 1;
            public Range ParameterRange(int layer) => ..;
            public bool IsFrozen(int layer) => true;
            public void ParametersChanged() { }
            public void Forward(ReadOnlySpan<float> x, Span<float> y) { Calls.Add(x.ToArray()); x.CopyTo(y); }
            public void Forward(ReadOnlySpan<float> x, Activations<float> activations) => throw new NotSupportedException();
            public void Backward(ReadOnlySpan<float> x, Activations<float> activations, ReadOnlySpan<float> dy, Span<float> dx, ParameterGradients<float>? gradients) => throw new NotSupportedException();
            public void Initialize(Random random) { }
            public ParameterGradients<float> CreateGradients() => throw new NotSupportedException();
            public Activations<float> CreateActivations(int maxRows) => throw new NotSupportedException();
        }

        public static class Program
        {
            public static string Run()
            {
                Constant constant = new(1);
                Trainer<Constant> trainer = new(constant, Loss.MeanSquared, new Sgd(0.5), maxBatch: 256) { Threads = 2 };
                float[] targets = new float[256];
                Array.Fill(targets, 3);
                float loss = trainer.Step(new float[512], targets);
                Stub stub = new();
                string text = Text(stub, 5, 6);
                string refused = "";
                try { Trainer<INetwork<float>> no = new(stub, Loss.L1, new Adam(), maxBatch: 1); }
                catch (NotSupportedException) { refused = "refused"; }
                List<INetwork<float>> networks = [constant, stub, Times(2)];
                return $"{loss} {Text(constant, 0, 0)} | {text} {stub.Calls.Count} {stub.Calls[0][1]} {refused} | {networks.Sum(network => network.Shape.Out)}";
            }
        }
        """,
        "4 3 | 5 6 1 6 refused | 5");
}
