namespace LinearGen.Onnx.SelfChecks;

/// <summary>Rows of inputs with the outputs that the original model has for them.</summary>
/// <param name="Inputs">[rows, In], each exactly a float.</param>
/// <param name="Outputs">[rows, Out], computed in double from the original model.</param>
/// <param name="Tolerances">[rows]: how far an output of that row may lie from the expected one.</param>
/// <param name="Undetected">Faults of layers that these rows cannot tell from the right ones, in words.</param>
internal sealed record SelfCheck(double[] Inputs, double[] Outputs, double[] Tolerances, IReadOnlyList<string> Undetected);
