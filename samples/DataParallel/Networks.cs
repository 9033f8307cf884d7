using LinearGen;

namespace DataParallel;

[LinearLayer(In = Cart.Inputs, Out = 64, Bias = true, Activation = Activation.Silu)]
internal sealed partial class First;

[LinearLayer(In = First.Out, Out = 64, Bias = true, Activation = Activation.Silu)]
internal sealed partial class Second;

[LinearLayer(In = Second.Out, Out = Cart.Outputs, Bias = true)]
internal sealed partial class Last;

/// <summary>What a cart with a pendulum does in a tenth of a second, learned from simulations.</summary>
[Sequential(typeof(First), typeof(Second), typeof(Last))]
internal sealed partial class CartModel;
