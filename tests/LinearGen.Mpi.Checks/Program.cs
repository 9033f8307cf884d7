using System.CommandLine;
using LinearGen.Mpi.Checks;

// Run by hand:
//   dotnet build tests/LinearGen.Mpi.Checks
//   mpirun -n 4 dotnet exec tests/LinearGen.Mpi.Checks/bin/Debug/net10.0/LinearGen.Mpi.Checks.dll sums
RootCommand root = new("One rank of a run of several.");
Add("sums", "Compares sums and what is gathered with those of one process.", SumCheck.Run);
Add("allocation", "Counts the bytes that calls allocate.", AllocationCheck.Run);
Add("times", "Prints how long ordered and unordered sums take.", Times.Run);
root.Subcommands.Add(Learning.Command());
foreach ((string name, string description, Func<int> run) in Ways.All)
{
    Add(name, description, run);
}

return root.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });

void Add(string name, string description, Func<int> run)
{
    Command command = new(name, description);
    command.SetAction(_ => run());
    root.Subcommands.Add(command);
}
