using System.Net.Http.Json;
using LinearGen;
using ScoringService.Http;
using ScoringService.Serving;

namespace ScoringService.LoadTest;

/// <summary>A way to bring another model into a running service.</summary>
internal interface ISwaps
{
    /// <summary>Brings a model in.</summary>
    Task To(KnownModel model);
}

/// <summary>As it is meant: the file is replaced by renaming, the service is told, and it says what it serves now.</summary>
internal sealed class ReloadSwaps(HttpClient client, string servedPath, VersionNames names) : ISwaps
{
    /// <exception cref="InvalidOperationException">The service did not load it, or loaded something else.</exception>
    public async Task To(KnownModel model)
    {
        string copy = servedPath + ".next";
        File.Copy(model.Path, copy, overwrite: true);
        File.Move(copy, servedPath, overwrite: true);

        using HttpResponseMessage response = await client.PostAsync("model/reload", content: null);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"The reload failed: {await response.Content.ReadAsStringAsync()}");
        }

        ModelAnswer answer = (await response.Content.ReadFromJsonAsync(AnswerSerializers.Readable.ModelAnswer))!;
        if (answer.Model != model.Fingerprint || !names.Agrees(answer.Version, answer.Model))
        {
            throw new InvalidOperationException($"The service says that version {answer.Version} is {answer.Model}; expected {model.Fingerprint}.");
        }
    }
}

/// <summary>
/// The fault that the test must be able to find: the weights are loaded into the very instance that requests are using, and only then
/// get a new version.
/// </summary>
internal sealed class InPlaceSwaps(ModelStore models) : ISwaps
{
    public Task To(KnownModel model)
    {
        Safetensors.Load(model.Path, models.Current!.Network);
        models.Publish(models.Current.Network);
        return Task.CompletedTask;
    }
}
