using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Native;

namespace LinearGen.Benchmarks.Contenders;

/// <summary>
/// oneDNN, by one of its two kinds of primitives that do a layer's work. Primitives are created beforehand, weights brought into
/// the layout that a primitive asks for. Primitives are never released: they are few, and end with the process.
/// </summary>
internal sealed unsafe class OneDnnContender : IContender
{
    private const string Compiler = "g++";

    /// <summary>Functions over oneDNN's C++ interface, whose calls per run are those of its C interface.</summary>
    private const string Source = """
        #include <oneapi/dnnl/dnnl.hpp>
        #include <omp.h>
        #include <string>
        #include <vector>
        using namespace dnnl;
        using tag = memory::format_tag;
        using desc = memory::desc;

        static const auto f32 = memory::data_type::f32;

        static engine &cpu() { static engine e(engine::kind::cpu, 0); return e; }
        static stream &order() { static stream s(cpu()); return s; }

        static memory zeros(const desc &d) {
            memory m(d, cpu());
            float *values = static_cast<float *>(m.get_data_handle());
            std::fill(values, values + d.get_size() / sizeof(float), 0.0f);
            return m;
        }

        struct total {
            memory once, all;
            const float *from;
            float *to;
            size_t length;

            total(const desc &d)
                : once(zeros(d)), all(zeros(d)), from(static_cast<float *>(once.get_data_handle())), to(static_cast<float *>(all.get_data_handle())),
                  length(d.get_size() / sizeof(float)) {}

            void add() {
                const float *__restrict f = from;
                float *__restrict t = to;
                for (size_t i = 0; i < length; i++) t[i] += f[i];
            }
        };

        struct work {
            primitive what;
            std::vector<memory> kept;
            std::vector<dnnl_exec_arg_t> arguments;
            // What is added to what after each run: dW in the primitive's layout, then db.
            std::vector<total> totals;

            void argument(int index, const memory &m) {
                kept.push_back(m);
                arguments.push_back({index, m.get()});
            }
        };

        static memory packed(const desc &wanted, const desc &given, float *values) {
            memory from(given, cpu(), values);
            if (wanted == given) return from;
            memory to(wanted, cpu());
            reorder(from, to).execute(order(), from, to);
            order().wait();
            return to;
        }

        static void inner_product(work &to, int operation, long rows, long in, long out, float *x, float *w, float *b, float *dy, float *result) {
            desc source({rows, in}, f32, tag::ab), target({rows, out}, f32, tag::ab), bias({out}, f32, tag::a);
            // Its weights are [out, in].
            desc plain({out, in}, f32, tag::ba), any({out, in}, f32, tag::any);
            inner_product_forward::primitive_desc forward({operation ? prop_kind::forward_training : prop_kind::forward_inference, source, any, bias, target}, cpu());
            if (operation == 0) {
                to.what = inner_product_forward(forward);
                to.argument(DNNL_ARG_SRC, memory(source, cpu(), x));
                to.argument(DNNL_ARG_WEIGHTS, packed(forward.weights_desc(), plain, w));
                to.argument(DNNL_ARG_BIAS, memory(bias, cpu(), b));
                to.argument(DNNL_ARG_DST, memory(target, cpu(), result));
            } else if (operation == 1) {
                inner_product_backward_data::primitive_desc backward({source, any, target}, cpu(), forward);
                to.what = inner_product_backward_data(backward);
                to.argument(DNNL_ARG_DIFF_DST, memory(target, cpu(), dy));
                to.argument(DNNL_ARG_WEIGHTS, packed(backward.weights_desc(), plain, w));
                to.argument(DNNL_ARG_DIFF_SRC, memory(source, cpu(), result));
            } else {
                inner_product_backward_weights::primitive_desc backward({source, any, bias, target}, cpu(), forward);
                to.what = inner_product_backward_weights(backward);
                desc weights = backward.diff_weights_desc();
                to.totals = {total(weights), total(bias)};
                to.argument(DNNL_ARG_SRC, memory(source, cpu(), x));
                to.argument(DNNL_ARG_DIFF_DST, memory(target, cpu(), dy));
                to.argument(DNNL_ARG_DIFF_WEIGHTS, to.totals[0].once);
                to.argument(DNNL_ARG_DIFF_BIAS, to.totals[1].once);
            }
        }

        static void multiply(work &to, const desc &source, float *x, const desc &plain, float *w, bool pack, float *b, const desc &target, float *result, bool add) {
            desc weights = pack ? desc(plain.dims(), f32, tag::any) : plain, bias({1, target.dims()[1]}, f32, tag::ab);
            primitive_attr attributes;
            if (add) {
                post_ops after;
                after.append_sum(1);
                attributes.set_post_ops(after);
            }
            matmul::primitive_desc product(b ? matmul::desc(source, weights, bias, target) : matmul::desc(source, weights, target), attributes, cpu());
            to.what = matmul(product);
            to.argument(DNNL_ARG_SRC, memory(source, cpu(), x));
            to.argument(DNNL_ARG_WEIGHTS, packed(product.weights_desc(), plain, w));
            if (b) to.argument(DNNL_ARG_BIAS, memory(bias, cpu(), b));
            to.argument(DNNL_ARG_DST, memory(target, cpu(), result));
        }

        static void products(work &to, int operation, long rows, long in, long out, float *x, float *w, float *b, float *dy, float *result) {
            if (operation == 0)
                multiply(to, desc({rows, in}, f32, tag::ab), x, desc({in, out}, f32, tag::ab), w, true, b, desc({rows, out}, f32, tag::ab), result, false);
            else if (operation == 1)
                multiply(to, desc({rows, out}, f32, tag::ab), dy, desc({out, in}, f32, tag::ba), w, true, nullptr, desc({rows, in}, f32, tag::ab), result, false);
            else
                multiply(to, desc({in, rows}, f32, tag::ba), x, desc({rows, out}, f32, tag::ab), dy, false, nullptr, desc({in, out}, f32, tag::ab), result, true);
        }

        extern "C" work *prepare(int operation, int is_matmul, long rows, long in, long out, float *x, float *w, float *b, float *dy, float *result) {
            omp_set_num_threads(1);
            work *to = new work;
            try {
                (is_matmul ? products : inner_product)(*to, operation, rows, in, out, x, w, b, dy, result);
                return to;
            } catch (const error &) {
                delete to;
                return nullptr;
            }
        }

        extern "C" void run(work *w, long calls) {
            const_dnnl_primitive_t what = w->what.get();
            dnnl_stream_t in_order = order().get();
            for (; calls > 0; calls--) {
                dnnl_primitive_execute(what, in_order, (int)w->arguments.size(), w->arguments.data());
                for (total &t : w->totals) t.add();
            }
            dnnl_stream_wait(in_order);
        }

        extern "C" void read_weight_gradient(work *w, float *to) {
            memory &weights = w->totals[0].all, &bias = w->totals[1].all;
            memory::dims sizes = weights.get_desc().dims();
            memory plain(desc(sizes, f32, tag::ba), cpu(), to);
            reorder(weights, plain).execute(order(), weights, plain);
            order().wait();
            const float *from = static_cast<const float *>(bias.get_data_handle());
            std::copy(from, from + sizes[0], to + sizes[0] * sizes[1]);
        }

        extern "C" const char *describe() {
            static std::string text;
            const version_t *v = version();
            // A larger set's bits hold a smaller one's.
            auto has = [](cpu_isa set) { return (static_cast<int>(get_effective_cpu_isa()) & static_cast<int>(set)) == static_cast<int>(set); };
            text = "oneDNN " + std::to_string(v->major) + "." + std::to_string(v->minor) + "." + std::to_string(v->patch)
                + " (" + (has(cpu_isa::avx512_core) ? "AVX-512" : has(cpu_isa::avx2) ? "AVX2" : "below AVX2") + ")";
            return text.c_str();
        }
        """;

    private readonly bool _isMatmul;
    private readonly delegate* unmanaged<int, int, nint, nint, nint, float*, float*, float*, float*, float*, nint> _prepare;
    private readonly delegate* unmanaged[SuppressGCTransition]<nint, nint, void> _run;
    private readonly delegate* unmanaged<nint, float*, void> _read;

    private OneDnnContender(nint library, bool isMatmul)
    {
        _isMatmul = isMatmul;
        _prepare = (delegate* unmanaged<int, int, nint, nint, nint, float*, float*, float*, float*, float*, nint>)NativeLibrary.GetExport(library, "prepare");
        _run = (delegate* unmanaged[SuppressGCTransition]<nint, nint, void>)NativeLibrary.GetExport(library, "run");
        _read = (delegate* unmanaged<nint, float*, void>)NativeLibrary.GetExport(library, "read_weight_gradient");
        string version = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)NativeLibrary.GetExport(library, "describe"))())!;
        Name = isMatmul ? "oneDNN matmul" : "oneDNN inner product";
        Description = $"{version}, one thread, primitives and packed weights made beforehand: "
            + (isMatmul ? "matmul, for dW with a sum as post-op; db is ours" : "inner_product; its dW and db are added to those of earlier calls by a loop in C++, which it cannot itself");
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Description { get; }

    /// <summary>Compiles the calls of oneDNN.</summary>
    /// <returns>A contender for each kind of primitives, or nothing without headers, library or compiler.</returns>
    public static IReadOnlyList<IContender> Create() =>
        File.Exists("/usr/include/oneapi/dnnl/dnnl.hpp")
            && Toolchain.Build(Compiler, "cpp", Source, ["-O3", .. VectorWidth.CompilerFlags, "-fopenmp", "-ldnnl"]) is { } path
            && NativeLibrary.TryLoad(path, out nint library)
            ? [new OneDnnContender(library, isMatmul: false), new OneDnnContender(library, isMatmul: true)]
            : [];

    /// <inheritdoc/>
    public Work? Prepare(Problem problem, Operation operation)
    {
        AlignedFloats result = new(problem.ResultLength(operation));
        nint primitive = _prepare((int)operation, _isMatmul ? 1 : 0, problem.Rows, problem.In, problem.Out, problem.X.Pointer, problem.Weights.Pointer, problem.Bias.Pointer, problem.OutputGradient.Pointer, result.Pointer);
        if (primitive == 0)
        {
            return null;
        }

        bool isWeightGradient = operation == Operation.WeightGradient;
        return isWeightGradient && _isMatmul ? Work.Into(result, WithBiasGradient) : new Work(Repeat, Read);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Repeat(int calls)
        {
            _run(primitive, calls);
            GC.KeepAlive(problem);
            GC.KeepAlive(result);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void WithBiasGradient(int calls)
        {
            for (; calls > 0; calls--)
            {
                _run(primitive, 1);
                RowVectors.AddTo(result.Span[^problem.Out..], problem.OutputGradient.Span);
            }
        }

        void Read(Span<float> destination)
        {
            if (isWeightGradient)
            {
                _read(primitive, result.Pointer);
            }

            result.Span.CopyTo(destination);
        }
    }
}
