using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training;

/// <summary>What every optimiser must do alike.</summary>
public class OptimizerTests
{
    private static readonly Dictionary<string, Optimizer> All = new()
    {
        ["sgd"] = new Sgd(0.1),
        ["sgd with decay"] = new Sgd(0.1, weightDecay: 0.01),
        ["momentum"] = new Sgd(0.1, momentum: 0.9),
        ["nesterov with decay"] = new Sgd(0.1, momentum: 0.5, nesterov: true, weightDecay: 0.3),
        ["adam"] = new Adam(),
        ["adam with decay"] = new Adam(0.1, weightDecay: 0.3),
        ["adamw"] = new AdamW(),
        ["adamw without betas"] = new AdamW(0.1, 0, 0),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Where_a_parameter_lies_does_not_change_its_bits(string name)
    {
        // 37 float parameters fill vectors and leave a rest; one alone is a rest only.
        Random random = new(2);
        Optimizer optimizer = All[name];
        int blocks = optimizer.StateBlocks;
        float[] parameters = Numbers.Draw<float>(random, 37);
        float[] gradients = Numbers.Draw<float>(random, 37);
        float[] state = [.. Numbers.Draw<float>(random, 37 * blocks).Select(MathF.Abs)];
        float[] before = [.. parameters];
        float[] stateBefore = [.. state];

        optimizer.Step<float>(parameters, gradients, state, 2, 0.1);
        for (int k = 0; k < before.Length; k++)
        {
            float[] stateAlone = [.. Enumerable.Range(0, blocks).Select(block => stateBefore[(block * 37) + k])];
            optimizer.Step(before.AsSpan(k, 1), gradients.AsSpan(k, 1), stateAlone, 2, 0.1);
            Assert.Equal(stateAlone, Enumerable.Range(0, blocks).Select(block => state[(block * 37) + k]));
        }

        Assert.Equal(before, parameters);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_beside_the_parameters_is_touched(string name)
    {
        Optimizer optimizer = All[name];
        for (int length = 0; length <= 20; length++)
        {
            int stateLength = length * optimizer.StateBlocks;
            float[] parameters = [.. Enumerable.Repeat(7f, length + 40)];
            float[] state = [.. Enumerable.Repeat(7f, stateLength + 40)];
            optimizer.Step(parameters.AsSpan(20, length), Numbers.Count<float>(length), state.AsSpan(20, stateLength), 1, 0.1);

            Assert.All(parameters[..20].Concat(parameters[(20 + length)..]), value => Assert.Equal(7, value));
            Assert.All(state[..20].Concat(state[(20 + stateLength)..]), value => Assert.Equal(7, value));
            Assert.All(parameters[20..(20 + length)], value => Assert.NotEqual(7, value));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_zero_and_has_no_gradient_stays_zero(string name)
    {
        Optimizer optimizer = All[name];
        float[] parameters = new float[11];
        float[] state = new float[11 * optimizer.StateBlocks];
        for (int step = 1; step <= 3; step++)
        {
            optimizer.Step<float>(parameters, new float[11], state, step, 0.1);
        }

        Assert.All(parameters, value => Assert.Equal(0, value));
        Assert.All(state, value => Assert.Equal(0, value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_million_steps_later_a_step_is_still_finite(string name)
    {
        Optimizer optimizer = All[name];
        float[] parameters = [1, 0];
        optimizer.Step<float>(parameters, [1, 0], new float[2 * optimizer.StateBlocks], 1_000_000_000_000, 0.1);
        Assert.True(float.IsFinite(parameters[0]));
        Assert.Equal(0, parameters[1]);
    }
}
