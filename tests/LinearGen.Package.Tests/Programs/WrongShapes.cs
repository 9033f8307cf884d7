using LinearGen;

float[] x = [1, 2, 3, 4, 5, 6];
float[] y = new float[5];
new Projection().Forward(x, y);

[LinearLayer(In = 2, Out = 3)]
internal sealed partial class Projection;

[LinearLayer(In = 2, Out = 0)]
internal sealed partial class Empty;

[LinearLayer(In = 4, Out = 1)]
internal sealed partial class Head;

[Sequential(typeof(Projection), typeof(Head))]
internal sealed partial class Unfit;
