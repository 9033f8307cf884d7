using System.Buffers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ScoringService.Http;
using ScoringService.Serving;

namespace LinearGen.ScoringService.Tests;

public class AllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public async Task Scoring_AllocatesNothing_FromTheTextToTheAnswer(int rows)
    {
        await using RunningService service = await RunningService.Start();

        Assert.Equal(0, Allocated(service, RunningService.Rows(rows)));
    }

    [Fact]
    public async Task Rejecting_Allocates_SoThatItIsSeenThatTheTestCanFail()
    {
        await using RunningService service = await RunningService.Start();

        Assert.True(Allocated(service, RunningService.Row("1", length: 2)) > 0);
    }

    /// <summary>The bytes that a call allocates once buffers have been rented and grown.</summary>
    private static long Allocated(RunningService service, string body)
    {
        const int Calls = 100;
        Scorer scorer = service.App.Services.GetRequiredService<Scorer>();
        ServedModel model = service.Models.Current!;
        ReadOnlySequence<byte> bytes = new(Encoding.UTF8.GetBytes(body));
        long least = long.MaxValue;

        // The pool may give up a buffer between two calls when the garbage collector asks it to: the best of a few rounds.
        for (int round = 0; round < 5; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int call = 0; call < Calls; call++)
            {
                scorer.Score(bytes, model, out _);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
