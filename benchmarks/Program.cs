using BenchmarkDotNet.Running;

// dotnet run -c Release --project benchmarks -- --filter '*'
// dotnet run -c Release --project benchmarks -- --filter '*Forward*' --job short
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
