// A layer with weights in bfloat16, one of the same that cannot be trained, and one of floats beside them, for each shape.
namespace LinearGen.Runtime.Tests.BFloat16;

[LinearLayer(In = 33, Out = 100, Bias = true)] internal sealed partial class Float33x100;
[LinearLayer(In = 33, Out = 100, Bias = true, Weights = WeightFormat.BFloat16)] internal sealed partial class Half33x100;
[LinearLayer(In = 33, Out = 100, Bias = true, Weights = WeightFormat.BFloat16, Trainable = false)] internal sealed partial class Fixed33x100;
[LinearLayer(In = 256, Out = 65, Bias = true)] internal sealed partial class Float256x65;
[LinearLayer(In = 256, Out = 65, Bias = true, Weights = WeightFormat.BFloat16)] internal sealed partial class Half256x65;
[LinearLayer(In = 256, Out = 65, Bias = true, Weights = WeightFormat.BFloat16, Trainable = false)] internal sealed partial class Fixed256x65;
[LinearLayer(In = 128, Out = 129, Bias = true)] internal sealed partial class Float128x129;
[LinearLayer(In = 128, Out = 129, Bias = true, Weights = WeightFormat.BFloat16)] internal sealed partial class Half128x129;
[LinearLayer(In = 128, Out = 129, Bias = true, Weights = WeightFormat.BFloat16, Trainable = false)] internal sealed partial class Fixed128x129;
[LinearLayer(In = 1, Out = 2000, Bias = true)] internal sealed partial class Float1x2000;
[LinearLayer(In = 1, Out = 2000, Bias = true, Weights = WeightFormat.BFloat16)] internal sealed partial class Half1x2000;
[LinearLayer(In = 1, Out = 2000, Bias = true, Weights = WeightFormat.BFloat16, Trainable = false)] internal sealed partial class Fixed1x2000;
[LinearLayer(In = 2000, Out = 1, Bias = true)] internal sealed partial class Float2000x1;
[LinearLayer(In = 2000, Out = 1, Bias = true, Weights = WeightFormat.BFloat16)] internal sealed partial class Half2000x1;
[LinearLayer(In = 2000, Out = 1, Bias = true, Weights = WeightFormat.BFloat16, Trainable = false)] internal sealed partial class Fixed2000x1;
[LinearLayer(In = 300, Out = 300, Bias = true)] internal sealed partial class Float300x300;
[LinearLayer(In = 300, Out = 300, Bias = true, Weights = WeightFormat.BFloat16)] internal sealed partial class Half300x300;
[LinearLayer(In = 300, Out = 300, Bias = true, Weights = WeightFormat.BFloat16, Trainable = false)] internal sealed partial class Fixed300x300;
[LinearLayer(In = 157, Out = 84, Bias = true)] internal sealed partial class Float157x84;
[LinearLayer(In = 157, Out = 84, Bias = true, Weights = WeightFormat.BFloat16)] internal sealed partial class Half157x84;
[LinearLayer(In = 157, Out = 84, Bias = true, Weights = WeightFormat.BFloat16, Trainable = false)] internal sealed partial class Fixed157x84;
[LinearLayer(In = 141, Out = 91, Bias = true)] internal sealed partial class Float141x91;
[LinearLayer(In = 141, Out = 91, Bias = true, Weights = WeightFormat.BFloat16)] internal sealed partial class Half141x91;
[LinearLayer(In = 141, Out = 91, Bias = true, Weights = WeightFormat.BFloat16, Trainable = false)] internal sealed partial class Fixed141x91;
[LinearLayer(In = 31, Out = 417, Bias = true)] internal sealed partial class Float31x417;
[LinearLayer(In = 31, Out = 417, Bias = true, Weights = WeightFormat.BFloat16)] internal sealed partial class Half31x417;
[LinearLayer(In = 31, Out = 417, Bias = true, Weights = WeightFormat.BFloat16, Trainable = false)] internal sealed partial class Fixed31x417;
[LinearLayer(In = 17, Out = 780, Bias = true)] internal sealed partial class Float17x780;
[LinearLayer(In = 17, Out = 780, Bias = true, Weights = WeightFormat.BFloat16)] internal sealed partial class Half17x780;
[LinearLayer(In = 17, Out = 780, Bias = true, Weights = WeightFormat.BFloat16, Trainable = false)] internal sealed partial class Fixed17x780;

[LinearLayer(In = 64, Out = 256, Bias = true, Weights = WeightFormat.BFloat16, Activation = Activation.Relu)] internal sealed partial class Hidden;
[LinearLayer(In = 256, Out = 10, Bias = true, Weights = WeightFormat.BFloat16)] internal sealed partial class Head;
[Sequential(typeof(Hidden), typeof(Head))] internal sealed partial class Digits;

[Sequential(typeof(Half33x100), typeof(Rectified), typeof(Shrinking), typeof(Float33x100))] internal sealed partial class Mixed;
[Sequential(typeof(Half33x100), typeof(Rectified), typeof(Shrinking), typeof(Float33x100), Trainable = false)] internal sealed partial class MixedFixed;
[Sequential(typeof(Float33x100), typeof(Rectified), typeof(FloatShrinking), typeof(Float33x100))] internal sealed partial class MixedFloat;
[ActivationLayer(Size = 100, Activation = Activation.Relu)] internal sealed partial class Rectified;
[LinearLayer(In = 100, Out = 33, Weights = WeightFormat.BFloat16, Activation = Activation.Tanh)] internal sealed partial class Shrinking;
[LinearLayer(In = 100, Out = 33, Activation = Activation.Tanh)] internal sealed partial class FloatShrinking;

[LinearLayer(In = 150, Out = 150, Bias = true, Weights = WeightFormat.BFloat16)] internal sealed partial class Inner;
[LinearLayer(In = 150, Out = 150, Bias = true)] internal sealed partial class FloatInner;
[LinearLayer(In = 150, Out = 150, Bias = true, Weights = WeightFormat.BFloat16, Trainable = false)] internal sealed partial class FixedInner;
[LinearLayer(In = 150, Out = 5, Weights = WeightFormat.BFloat16)] internal sealed partial class Tail;
[LinearLayer(In = 150, Out = 5)] internal sealed partial class FloatTail;
[Residual(typeof(Inner))] internal sealed partial class Block;
[Residual(typeof(Inner), Trainable = false)] internal sealed partial class FixedBlock;
[Residual(typeof(FloatInner))] internal sealed partial class FloatBlock;
[Sequential(typeof(Inner), typeof(Block), typeof(Tail))] internal sealed partial class Deep;
[Sequential(typeof(FixedInner), typeof(FixedBlock), typeof(Tail))] internal sealed partial class DeepFixed;
[Sequential(typeof(FloatInner), typeof(FloatBlock), typeof(FloatTail))] internal sealed partial class DeepFloat;
