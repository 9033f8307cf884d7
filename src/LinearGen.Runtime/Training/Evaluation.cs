namespace LinearGen;

/// <summary>The loss and accuracy of a network on rows with class labels.</summary>
/// <param name="Loss">The mean loss over the rows.</param>
/// <param name="Accuracy">The share of rows whose largest output is that of the right class, 0 to 1.</param>
public readonly record struct Evaluation(double Loss, double Accuracy);
