using System.Globalization;
using LinearGen.Onnx.Schema;
using LinearGen.Tool.Tests.Support;

namespace LinearGen.Tool.Tests.Graphs;

/// <summary>Writes a random graph as ONNX nodes.</summary>
internal sealed class GraphBuilder
{
    private readonly DrawnGraph _graph;
    private readonly OnnxModel _model;
    private readonly Random _random;
    private string _current = "x";
    private int _width;
    private int _tensors;
    private bool _isShapeKnown;

    private GraphBuilder(DrawnGraph graph)
    {
        _graph = graph;
        _width = graph.Width;
        _isShapeKnown = graph.Input != "no shape";
        _random = new Random(graph.Seed);
        _model = new OnnxModel(graph.Input switch
        {
            "no shape" => [],
            "[4, w]" => [4, graph.Width],
            "[n, 1, w]" => [-1, 1, graph.Width],
            _ => [-1, graph.Width],
        })
        { Opset = graph.Opset };
        _model.Graph.Input[0].Type.TensorType.ElemType = ElementType;
    }

    private int ElementType => _graph.IsDouble ? 11 : 1;

    /// <summary>Whether all of it is supported, so that it must not be refused.</summary>
    private bool IsSupported { get; set; } = true;

    /// <summary>The nodes.</summary>
    public static (ModelProto Model, bool IsSupported) Build(DrawnGraph graph)
    {
        GraphBuilder builder = new(graph);
        builder.Build();
        return (builder._model.ToProto(), builder.IsSupported);
    }

    private void Build()
    {
        if (_graph.Input == "[n, 1, w]")
        {
            Step("Flatten");
        }

        foreach (DrawnLayer layer in _graph.Layers)
        {
            Steps(layer.Before);
            Product(layer);
            Steps(layer.After);
            Activate(layer.Activation);
        }

        if (_graph.Tail.Length > 0)
        {
            Step(_graph.Tail);
        }
    }

    private void Product(DrawnLayer layer)
    {
        (int inputs, int outputs) = (_width, layer.Outputs);
        _isShapeKnown = true;
        _width = outputs;
        bool isGemm = layer.Product.StartsWith("Gemm", StringComparison.Ordinal);
        bool isTransposed = layer.Product == "Gemm transB";
        string weights = isTransposed ? Values(-1, 1, outputs, inputs) : Values(-1, 1, inputs, outputs);
        if (!isGemm)
        {
            Node("MatMul", $"{_current} {weights}");
            if (layer.Product != "MatMul")
            {
                string bias = Values(-1, 1, outputs);
                Node("Add", layer.Product == "Add MatMul" ? $"{bias} {_current}" : $"{_current} {bias}");
            }

            return;
        }

        string c = layer.Bias switch
        {
            // An input that may be left out only since then.
            "none" when _graph.Opset >= 11 => "",
            "[o]" => Values(-1, 1, outputs),
            "[1, o]" => Values(-1, 1, 1, outputs),
            "[1]" => Values(-1, 1, 1),
            _ => Values(-1, 1),
        };
        Node("Gemm", $"{_current} {weights} {c}", ("transB", isTransposed ? 1 : 0), ("alpha", layer.Alpha), ("beta", layer.Beta));
    }

    private void Steps(IEnumerable<string> steps)
    {
        foreach (string step in steps)
        {
            Step(step);
        }
    }

    private void Step(string step)
    {
        string before = _current;

        // Columns of an input without a shape are chosen only once a layer has said how many there are.
        IsSupported &= _isShapeKnown || !Graphs.Steps.Columns.Contains(step);
        switch (step)
        {
            case "Add row": Node("Add", $"{_current} {Values(-1, 1, _width)}"); break;
            case "row Add": Node("Add", $"{Values(-1, 1, _width)} {_current}"); break;
            case "Add [1, row]": Node("Add", $"{_current} {Values(-1, 1, 1, _width)}"); break;
            case "Add scalar": Node("Add", $"{_current} {Values(-1, 1)}"); break;
            case "Sub row": Node("Sub", $"{_current} {Values(-1, 1, _width)}"); break;
            case "row Sub": Node("Sub", $"{Values(-1, 1, _width)} {_current}"); break;
            case "Mul row": Node("Mul", $"{_current} {Values(0.5, 2, _width)}"); break;
            case "scalar Mul": Node("Mul", $"{Values(-2, -0.5)} {_current}"); break;
            case "Mul scalar": Node("Mul", $"{_current} {Values(0.5, 2, 1)}"); break;
            case "Div row": Node("Div", $"{_current} {Values(0.5, 2, _width)}"); break;
            case "Div scalar": Node("Div", $"{_current} {Values(0.5, 2)}"); break;
            case "Neg": Node("Neg", _current); break;
            case "BatchNormalization":
                Node("BatchNormalization", $"{_current} {Values(0.5, 2, _width)} {Values(-1, 1, _width)} {Values(-1, 1, _width)} {Values(0.1, 2, _width)}", ("epsilon", 1e-3f));
                break;
            case "Identity": Node("Identity", _current); break;
            case "Dropout": Node("Dropout", _current); break;
            case "Cast": Node("Cast", _current, ("to", ElementType)); break;
            case "Flatten": Node("Flatten", _current); break;
            case "Reshape": Node("Reshape", $"{_current} {Integers(-1, _width)}"); break;
            case "Reshape by 0": Node("Reshape", $"{_current} {Integers(0, _width)}"); break;
            case "Unsqueeze Squeeze" when _graph.Opset < 13:
                Node("Unsqueeze", _current, ("axes", new long[] { 1 }));
                Node("Squeeze", _current, ("axes", new long[] { 1 }));
                break;
            case "Unsqueeze Squeeze":
                Node("Unsqueeze", $"{_current} {Integers(1)}");
                Node("Squeeze", $"{_current} {Integers(1)}");
                break;
            case "Transpose":
                Node("Transpose", _current, ("perm", new long[] { 0, 1 }));
                break;
            case "Slice" or "Slice backwards":
                bool isForward = step == "Slice";
                int kept = isForward ? (_width + 1) / 2 : _width;
                if (_graph.Opset < 10)
                {
                    Node("Slice", _current, ("starts", new long[] { 0 }), ("ends", new long[] { kept }), ("axes", new long[] { 1 }));
                }
                else
                {
                    Node("Slice", isForward ? $"{_current} {Integers(0)} {Integers(kept)} {Integers(1)}" : $"{_current} {Integers(-1)} {Integers(int.MinValue)} {Integers(-1)} {Integers(-1)}");
                }

                _width = kept;
                break;
            case "Gather":
                Node("Gather", $"{_current} {Integers([.. Enumerable.Range(0, _width).Select(_ => (long)_random.Next(_width))])}", ("axis", 1));
                break;
            case "Split" or "Split Concat" when _width > 1:
                Split();
                if (step == "Split Concat")
                {
                    (string first, string second) = (_model.Graph.Node[^1].Output[0], _model.Graph.Node[^1].Output[1]);
                    Node("Tanh", second);
                    Node("Concat", $"{_current} {first}", ("axis", -1));
                }
                else
                {
                    _width = 1;
                }

                break;
            case "Split" or "Split Concat": break;
            case "Concat twice":
                Node("Concat", $"{_current} {_current}", ("axis", 1));
                _width *= 2;
                break;
            case "Clip": Clip(-0.4f, 0.7f); break;
            case "Min row": Node("Min", $"{_current} {Values(0, 1, _width)}"); break;
            case "Max scalar": Node("Max", $"{Values(-1, 0)} {_current}"); break;
            case "LayerNormalization" when _graph.Opset >= 17:
                Node("LayerNormalization", $"{_current} {Values(0.5, 2, _width)} {Values(-1, 1, _width)}", ("epsilon", 0.1f), ("axis", -1));
                break;
            case "LayerNormalization" or "layer normalisation by nodes":
                Mean(before);
                Node("Sub", $"{before} {_current}");
                string difference = _current;
                Node("Pow", $"{difference} {Number(2)}");
                Mean(_current);
                Node("Add", $"{_current} {Number(0.1)}");
                Node("Sqrt", _current);
                Node("Div", $"{difference} {_current}");
                Node("Mul", $"{_current} {Values(0.5, 2, _width)}");
                break;
            case "+ Tanh(layer)":
                Node("MatMul", $"{_current} {Values(-1, 1, _width, _width)}");
                Node("Tanh", _current);
                Node("Add", $"{_current} {before}");
                break;
            case "- layer":
                Node("MatMul", $"{_current} {Values(-1, 1, _width, _width)}");
                Node("Sub", $"{before} {_current}");
                break;
            case "two heads":
                Node("MatMul", $"{_current} {Values(-1, 1, _width, 2)}");
                Node("Sigmoid", _current);
                string head = _current;
                Node("MatMul", $"{before} {Values(-1, 1, _width, 3)}");
                Node("Relu", _current);
                Node("Concat", $"{head} {_current}", ("axis", 1));
                _width = 5;
                break;
            case "mean":
                Mean(before);
                Node("Sub", $"{before} {_current}");
                break;
            case "Square":
                Node("Mul", $"{before} {before}");
                IsSupported = false;
                break;
            case "Sqrt":
                Node("Sqrt", _current);
                IsSupported = false;
                break;
            default: throw new ArgumentException(step);
        }
    }

    private void Activate(string activation)
    {
        // ONNX Runtime's own constants are float; and the standard has no Celu of doubles.
        activation = _graph.IsDouble && activation is "Gelu" or "Gelu tanh" or "Celu" ? "x Sigmoid" : activation;

        // What the operators' version does not have yet.
        int first = activation switch { "Gelu" or "Gelu tanh" => 20, "HardSwish" => 14, "Celu" => 12, _ => 0 };
        activation = _graph.Opset < first ? "Tanh" : activation;
        IsSupported &= activation.Length == 0 || Activations.Supported.Contains(activation);
        string x = _current;
        switch (activation)
        {
            case "": break;
            case "LeakyRelu 0.01" or "LeakyRelu 0.2" or "Elu 1" or "Elu 2":
                string[] words = activation.Split(' ');
                Node(words[0], x, ("alpha", float.Parse(words[1], CultureInfo.InvariantCulture)));
                break;
            case "PRelu 0.01": Node("PRelu", $"{x} {Number(0.01, 1)}"); break;
            case "PRelu 0.2": Node("PRelu", $"{x} {Number(0.2, 1)}"); break;
            case "Log(1 + Exp)":
                Node("Exp", x);
                Node("Add", $"{_current} {Number(1)}");
                Node("Log", _current);
                break;
            case "Log(Softmax)":
                Node("Softmax", x, ("axis", 1));
                Node("Log", _current);
                break;
            case "Softmax -1": Node("Softmax", x, ("axis", -1)); break;
            case "Softmax 1": Node("Softmax", x, ("axis", 1)); break;
            case "Softmax 0": Node("Softmax", x, ("axis", 0)); break;
            case "Softmax over all":
                Node("Reshape", $"{x} {Integers(1, -1)}");
                Node("Softmax", _current, ("axis", -1));
                Node("Reshape", $"{_current} {Integers(-1, _width)}");
                break;
            case "Gelu tanh": Node("Gelu", x, ("approximate", "tanh")); break;
            case "Gelu by Erf":
                Node("Div", $"{x} {Number(Math.Sqrt(2))}");
                Node("Erf", _current);
                Node("Add", $"{_current} {Number(1)}");
                Node("Mul", $"{x} {_current}");
                Node("Mul", $"{_current} {Number(0.5)}");
                break;
            case "x HardSigmoid":
                Node("HardSigmoid", x, ("alpha", 1f / 6), ("beta", 0.5f));
                Node("Mul", $"{x} {_current}");
                break;
            case "x HardSigmoid 0.2":
                Node("HardSigmoid", x);
                Node("Mul", $"{x} {_current}");
                break;
            case "x Clip(x + 3) / 6":
                Node("Add", $"{x} {Number(3)}");
                Clip(0, 6);
                Node("Mul", $"{x} {_current}");
                Node("Div", $"{_current} {Number(6)}");
                break;
            case "x Sigmoid" or "Sigmoid x":
                Node("Sigmoid", x);
                Node("Mul", activation == "Sigmoid x" ? $"{_current} {x}" : $"{x} {_current}");
                break;
            case "x Sigmoid(2x)":
                Node("Mul", $"{x} {Number(2)}");
                Node("Sigmoid", _current);
                Node("Mul", $"{x} {_current}");
                break;
            case "Clip from 0": Clip(0, null); break;
            case "Clip from -1": Clip(-1, null); break;
            case "Clip 0 to 6": Clip(0, 6); break;
            case "Max 0": Node("Max", $"{x} {Number(0)}"); break;
            case "0 Max": Node("Max", $"{Number(0)} {x}"); break;
            case "Max 0 Min 6":
                Node("Max", $"{x} {Number(0)}");
                Node("Min", $"{_current} {Number(6)}");
                break;
            case "Relu Relu" or "Relu Tanh":
                Node("Relu", x);
                Node(activation.Split(' ')[1], _current);
                break;
            case "Mish":
                Node("Softplus", x);
                Node("Tanh", _current);
                Node("Mul", $"{x} {_current}");
                break;
            case "x Relu":
                Node("Relu", x);
                Node("Mul", $"{x} {_current}");
                break;
            case "1 / x": Node("Div", $"{Number(1)} {x}"); break;
            case "x + Tanh":
                Node("Tanh", x);
                Node("Add", $"{x} {_current}");
                break;
            default: Node(activation, x); break;
        }
    }

    /// <summary>Two parts, the first of one column.</summary>
    private void Split()
    {
        if (_graph.Opset < 13)
        {
            Node("Split", _current, ("axis", 1), ("split", new long[] { 1, _width - 1 }));
        }
        else
        {
            Node("Split", $"{_current} {Integers(1, _width - 1)}", ("axis", 1));
        }

        _model.Graph.Node[^1].Output.Add(Name());
    }

    /// <summary>Axes are an input since version 18.</summary>
    private void Mean(string x)
    {
        if (_graph.Opset < 18)
        {
            Node("ReduceMean", x, ("axes", new long[] { -1 }));
        }
        else
        {
            Node("ReduceMean", $"{x} {Integers(-1)}");
        }
    }

    /// <summary>Bounds are inputs since version 11, attributes before.</summary>
    private void Clip(float? least, float? most)
    {
        if (_graph.Opset < 11)
        {
            Node("Clip", _current, [.. new[] { ("min", least), ("max", most) }.Where(bound => bound.Item2 is not null).Select(bound => (bound.Item1, (object)bound.Item2!.Value))]);
            return;
        }

        Node("Clip", $"{_current} {(least is { } low ? Number(low) : "-")} {(most is { } high ? Number(high) : "-")}");
    }

    private void Node(string operation, string inputs, params (string Name, object Value)[] attributes)
    {
        _model.Node(operation, inputs, attributes);
        _current = _model.Last;
    }

    private string Integers(params long[] values) => Store(OnnxModel.Integers(Name(), values));

    private string Number(double value, params long[] shape) => Store(shape, [value]);

    private string Values(double least, double most, params long[] shape) =>
        Store(shape, [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (product, size) => product * size)).Select(_ => least + ((most - least) * _random.NextDouble()))]);

    private string Store(long[] shape, double[] values)
    {
        TensorProto tensor = new() { Name = Name(), DataType = ElementType };
        tensor.Dims.AddRange(shape);
        if (_graph.IsDouble)
        {
            tensor.DoubleData.AddRange(values);
        }
        else
        {
            tensor.FloatData.AddRange(values.Select(value => (float)value));
        }

        return Store(tensor);
    }

    private string Store(TensorProto tensor)
    {
        _model.Store(tensor);
        return tensor.Name;
    }

    private string Name() => $"c{_tensors++}";
}
