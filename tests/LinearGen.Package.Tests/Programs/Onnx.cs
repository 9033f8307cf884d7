using LinearGen;
using LinearGen.Onnx;

Writer.Classifier network = new();
network.Initialize(new Random(1));
OnnxFile.Save(network, "model.onnx");
Console.WriteLine(new FileInfo("model.onnx").Length > Writer.Classifier.ParameterCount * sizeof(float));

namespace Writer
{
    [LinearLayer(In = 6, Out = 5, Bias = true, Activation = Activation.Gelu)]
    internal sealed partial class Hidden;

    [LinearLayer(In = Hidden.Out, Out = 2, Bias = true)]
    internal sealed partial class Head;

    [Sequential(typeof(Hidden), typeof(Head))]
    internal sealed partial class Classifier;
}
