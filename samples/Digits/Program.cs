using System.Globalization;
using System.Text;
using Digits;
using LinearGen;
using Samples.Shared;

// Numbers look alike in every country, and → and ± on every terminal.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;

Digit[] training = Digit.Load("digits-train.csv");
LabelledRows test = LabelledRows.Of(Digit.Load("digits-test.csv"));
Console.WriteLine($"{new Classifier()}: trained on {training.Length} handwritten digits, tested on {test.Labels.Length} others");
Console.WriteLine();

ProgressLine progress = new();
Trainer<Classifier> trainer = Training.Run(training, Initialization.AsScikitLearn, seed: 1, (epoch, loss) =>
{
    // A line to keep every ten epochs; on a terminal it is seen growing.
    string name = $"epoch {epoch,2}/{Training.Epochs}";
    Action<string, double, string> show = epoch % 10 == 0 ? progress.Finish : progress.Update;
    show(name, (double)epoch / Training.Epochs, $"loss {loss:0.0000}");
});

int[] predictions = new int[test.Labels.Length];
trainer.Predict(test.X, predictions);
Evaluation evaluation = trainer.Evaluate(test.X, test.Labels);
Console.WriteLine();
Console.WriteLine($"Test: loss {evaluation.Loss:0.0000}, accuracy {evaluation.Accuracy:0.000}");
Console.WriteLine();
ConfusionMatrix.Print(test.Labels, predictions, Classifier.Out);

bool isAsGoodAsOthers = SeedStudy.Run(training, test);
bool allocatesNothing = Latency.Run(trainer.Network, test);

return isAsGoodAsOthers && allocatesNothing ? 0 : 1;
