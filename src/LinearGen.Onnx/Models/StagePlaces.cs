using System.Globalization;

namespace LinearGen.Onnx.Models;

/// <summary>A stage and where an <c>nn.Sequential</c> of the same modules has it.</summary>
/// <param name="Stage">The stage; none that is made of others.</param>
/// <param name="Place">"2", or "2.0" inside a residual block.</param>
internal sealed record PlacedStage(ModelStage Stage, string Place);

/// <summary>Numbers stages as files do.</summary>
internal static class StagePlaces
{
    /// <summary>All stages but blocks, in the order of application; an activation behind a layer takes a place too.</summary>
    public static IEnumerable<PlacedStage> Of(IReadOnlyList<ModelStage> stages, string prefix = "")
    {
        int place = 0;
        foreach (ModelStage stage in stages)
        {
            string name = prefix + place.ToString(CultureInfo.InvariantCulture);
            place += stage.Places;
            foreach (PlacedStage placed in stage is ModelResidual block ? Of(block.Stages, name + ".") : [new(stage, name)])
            {
                yield return placed;
            }
        }
    }
}
