using System.Globalization;
using LinearGen;
using Pictures;
using Samples.Shared;
using SkiaSharp;

// Numbers look alike in every country.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string folder = args.Length > 0 ? args[0] : "pictures";
Directory.CreateDirectory(folder);

if (SKFontManager.Default.FontFamilyCount == 0)
{
    Console.WriteLine("No font is installed on this machine, so the pictures have no text. On Debian and Ubuntu: apt-get install fonts-dejavu-core");
}

Digit[] training = Digit.Load("digits-train.csv"), test = Digit.Load("digits-test.csv");

(Trainer<Classifier> classifier, TrainingHistory history) = Studies.LearnDigits(training);
ClassMetrics classes = (ClassMetrics)classifier.Evaluate(Studies.Labelled(test));
Console.WriteLine($"{classifier.Network}: {classes.Accuracy:P1} of {classes.Rows} digits, loss {classes.Loss:0.000}");
Picture.Save(LearningCurve.Of(history), folder, "learning-curve", width: 640, height: 400);
Picture.Save(ConfusionMatrix.Of(classes), folder, "confusion", width: 520, height: 480);

Trainer<Completion> completion = Studies.LearnLowerHalves(training);
TrainingData<float> halves = Studies.Halves(test);
RegressionMetrics ink = (RegressionMetrics)completion.Evaluate(halves);
Console.WriteLine($"{completion.Network}: R² {ink.RSquared:0.00}, mean absolute error {ink.MeanAbsoluteError:0.0} of ink");
float[] predicted = new float[halves.Rows];
completion.Network.Forward(halves.X, predicted);
Picture.Save(PredictedAgainstTrue.Of(halves.Targets.ToArray(), predicted, "ink in the lower half"), folder, "predicted", width: 480, height: 480);
