global using LinearGen;
