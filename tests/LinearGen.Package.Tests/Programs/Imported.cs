using Imported;

Classifier classifier = Classifier.Load();
Console.WriteLine(classifier);
classifier.SelfTest();

// Whoever reads another weight than the model's must be told.
bool noticed = false;
classifier.ClassifierHidden1[0, 0] += 1;
try
{
    classifier.SelfTest();
}
catch (InvalidOperationException)
{
    noticed = true;
}

Console.WriteLine(noticed);
