namespace LinearGen.Runtime.Tests.Training.Exchange;

/// <summary>The hash by which ranks find that their parameters differ.</summary>
public class AgreementTests
{
    [Fact]
    public void Every_bit_of_every_element_counts_and_so_does_its_place()
    {
        Random random = new(1);
        for (int length = 1; length <= 37; length++)
        {
            float[] values = [.. Enumerable.Range(0, length).Select(_ => random.NextSingle())];
            double hash = Agreement.HashOf<float>(values);
            Assert.Equal(hash, Agreement.HashOf<float>([.. values]));
            Assert.True(hash is >= 0 and < (1L << 52) && hash == Math.Floor(hash));
            for (int n = 0; n < length; n++)
            {
                for (int bit = 0; bit < 32; bit++)
                {
                    float[] other = [.. values];
                    other[n] = BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(other[n]) ^ (1u << bit));
                    Assert.NotEqual(hash, Agreement.HashOf<float>(other));
                }

                if (n > 0)
                {
                    float[] swapped = [.. values];
                    (swapped[n], swapped[n - 1]) = (swapped[n - 1], swapped[n]);
                    Assert.NotEqual(hash, Agreement.HashOf<float>(swapped));
                }
            }
        }
    }

    [Fact]
    public void Other_losses_and_optimisers_have_another_hash() =>
        Assert.NotEqual(Agreement.HashOf(Loss.L1, new Adam()), Agreement.HashOf(Loss.L1, new Sgd(1)));
}
