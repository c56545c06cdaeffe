"""PyTorch as a peer: does a case so many times when a line asks for it, and answers with the seconds.

Lines in:  run TIMES CASE [NUMBER ...]
Lines out: ready VERSION, or: lacks DEVICE; then for each line: ok SECONDS, or: error TEXT
Arguments: THREADS DEVICE, the latter cpu or cuda. The clock of a GPU runs from one finish of the device to the next.
"""
import os
import sys
import time

# Libraries below PyTorch write warnings to the standard output, where answers are expected.
OUT = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

try:
    import torch
except ImportError as e:
    print(f"error {e}", file=OUT, flush=True)
    sys.exit(1)

DEVICE = sys.argv[2]
if DEVICE == "cuda" and not torch.cuda.is_available():
    print(f"lacks torch {torch.__version__} sees no CUDA device", file=OUT, flush=True)
    sys.exit(1)
torch.manual_seed(1)
torch.set_default_device(DEVICE)


def finish():
    if DEVICE == "cuda":
        torch.cuda.synchronize()


def matmul(m, k, n):
    a, b = torch.randn(m, k), torch.randn(k, n)
    return lambda: a @ b


def linear(m, k, n):
    x, w = torch.randn(m, k), torch.randn(n, k)
    return lambda: x @ w.t()


def add(n):
    a, b = torch.randn(n), torch.randn(n)
    return lambda: a + b


def add_tracked(n):
    a, b = torch.randn(n, requires_grad=True), torch.randn(n)
    return lambda: a + b


def exp(n):
    a = torch.randn(n)
    return lambda: a.exp()


def exp_into(n):
    a, out = torch.randn(n), torch.empty(n)
    return lambda: torch.exp(a, out=out)


def eight(n):
    x = torch.randn(n)
    return lambda: ((x * 1.5 + 0.25).clamp_min(0) * x - 0.5).abs().sqrt() + x


def softmax(rows, columns):
    x = torch.randn(rows, columns)
    return lambda: torch.softmax(x, 1)


def softmax_into(rows, columns):
    x, out = torch.randn(rows, columns), torch.empty(rows, columns)
    return lambda: torch.softmax(x, 1, out=out)


def log_softmax(rows, columns):
    x = torch.randn(rows, columns)
    return lambda: torch.log_softmax(x, 1)


def sum_all(rows, columns):
    x = torch.randn(rows, columns)
    return lambda: x.sum()


def sum_rows(rows, columns):
    x = torch.randn(rows, columns)
    return lambda: x.sum(1)


def sum_columns(rows, columns):
    x = torch.randn(rows, columns)
    return lambda: x.sum(0)


def max_rows(rows, columns):
    x = torch.randn(rows, columns)
    return lambda: x.amax(1)


def numbers(bits, *shape):
    return torch.randn(*shape, dtype=torch.float64 if bits == 64 else torch.float32)


def symmetric(bits, *shape):
    a = numbers(bits, *shape)
    return a + a.mT


def positive(bits, *shape):
    return symmetric(bits, *shape) + 8 * shape[-1] ** 0.5 * torch.eye(shape[-1], dtype=torch.float64 if bits == 64 else torch.float32)


def svd(bits, *shape):
    a = numbers(bits, *shape)
    return lambda: torch.linalg.svd(a, full_matrices=False)


def symmetric_eigen(bits, *shape):
    a = symmetric(bits, *shape)
    return lambda: torch.linalg.eigh(a)


def qr(bits, *shape):
    a = numbers(bits, *shape)
    return lambda: torch.linalg.qr(a)


def cholesky(bits, *shape):
    a = positive(bits, *shape)
    return lambda: torch.linalg.cholesky(a)


def solve(bits, right, *shape):
    a, b = numbers(bits, *shape), numbers(bits, *shape[:-1], right)
    return lambda: torch.linalg.solve(a, b)


def lu(bits, *shape):
    a = numbers(bits, *shape)
    return lambda: torch.linalg.lu_factor(a)


def triangular(bits, *shape):
    a = positive(bits, *shape)
    return lambda: torch.linalg.solve_triangular(a, a, upper=False)


def singular_values(bits, *shape):
    a = numbers(bits, *shape)
    return lambda: torch.linalg.svdvals(a)


def pca(rows, columns):
    """By the covariance, as our own for many rows."""
    x = torch.randn(rows, columns)

    def fit():
        centred = x - x.mean(0)
        return torch.linalg.eigh(centred.T @ centred)

    return fit


def randomized_svd(rows, columns, k):
    a = torch.randn(rows, columns)
    return lambda: torch.svd_lowrank(a, q=k + 10, niter=2)


class Training:
    """A multi-layer perceptron for ten classes, its batch and its optimizer."""

    def __init__(self, batch, inputs, first, second, fused, capturable=False):
        layers = torch.nn
        self.network = layers.Sequential(
            layers.Linear(inputs, first), layers.ReLU(), layers.Linear(first, second), layers.ReLU(), layers.Linear(second, 10))
        self.optimizer = torch.optim.Adam(self.network.parameters(), lr=1e-3, fused=True if fused else None, capturable=capturable)
        self.x, self.labels = torch.rand(batch, inputs), torch.randint(0, 10, (batch,))

    def forward(self):
        with torch.no_grad():
            self.network(self.x)

    def gradients(self):
        self.optimizer.zero_grad()
        torch.nn.functional.cross_entropy(self.network(self.x), self.labels).backward()

    def step(self):
        self.gradients()
        self.optimizer.step()


def forward(batch, inputs, first, second):
    return Training(batch, inputs, first, second, False).forward


def gradients(batch, inputs, first, second):
    return Training(batch, inputs, first, second, False).gradients


def step(batch, inputs, first, second):
    return Training(batch, inputs, first, second, False).step


def step_fused(batch, inputs, first, second):
    return Training(batch, inputs, first, second, True).step


def step_graph(batch, inputs, first, second):
    """The whole step, optimizer included, as one CUDA graph: what PyTorch has for small networks."""
    training = Training(batch, inputs, first, second, True, capturable=True)
    aside = torch.cuda.Stream()
    aside.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(aside):
        for _ in range(3):
            training.step()
    torch.cuda.current_stream().wait_stream(aside)
    graph = torch.cuda.CUDAGraph()
    training.optimizer.zero_grad(set_to_none=True)
    with torch.cuda.graph(graph):
        torch.nn.functional.cross_entropy(training.network(training.x), training.labels).backward()
        training.optimizer.step()
    return graph.replay


def adam(batch, inputs, first, second):
    training = Training(batch, inputs, first, second, False)
    training.gradients()
    return training.optimizer.step


class Language:
    """The tensors of one size that the operations of the language are done on."""

    def __init__(self, n):
        self.n = n
        self.x, self.y = torch.randn(n), torch.randn(n)
        self.positive = self.x.abs() + 0.1
        self.positive_y = self.y.abs() + 0.1
        self.unit = (torch.rand(n) - 0.5) * 1.99
        self.near_one = self.x * 1e-4 + 1
        self.matrix = self.x.reshape(n // 100, 100)
        self.cube = self.x.reshape(n // 100, 10, 10)
        self.mask = self.x < 0
        self.tenth = self.x[:n // 10].clone()
        self.whole = (self.x * 300).clamp(-1000, 1000).int()
        self.classes = torch.randint(0, 1000, (n,))
        side = 10 if n < 10_000 else 100 if n < 1_000_000 else 500
        self.squares = self.x[:n // side ** 2 * side ** 2].reshape(-1, side, side) * 0.1

    def order(self):
        return torch.randperm(self.n, dtype=torch.int32)

    def order_of_rows(self):
        return self.y.reshape(self.n // 100, 100).argsort(1)


F = torch.nn.functional


def of(operation, *names, then=()):
    """An operation on these tensors of the sample, and on what follows them."""

    def case(sample):
        if len(names) == 1:
            x = getattr(sample, names[0])
            return (lambda: operation(x, *then)) if then else (lambda: operation(x))
        x, y = (getattr(sample, name) for name in names)
        return lambda: operation(x, y, *then)

    return case


def each(operations, *names):
    return {name: of(operation, *names) for name, operation in operations.items()}


def gather(s):
    x, i = s.x, s.order()
    return lambda: torch.index_select(x, 0, i)


def scatter_add(s):
    x, y, i = s.x, s.y, s.order()
    return lambda: torch.index_add(x, 0, i, y)


def take_along(s):
    x, i = s.matrix, s.order_of_rows()
    return lambda: torch.gather(x, 1, i)


def put_along(s):
    x, y, i = s.matrix, s.y.reshape(s.matrix.shape), s.order_of_rows()
    return lambda: torch.scatter(x, 1, i, y)


def where(s):
    m, x, y = s.mask, s.x, s.y
    return lambda: torch.where(m, x, y)


def one_hot(s):
    classes = s.classes[:s.n // 10] % 10
    return lambda: F.one_hot(classes, 10)


def search_sorted(s):
    x, y = s.x.sort().values, s.y
    return lambda: torch.searchsorted(x, y, out_int32=True)


def kron(s):
    a, b = s.x[:100].reshape(10, 10), s.x[:s.n // 100].reshape(10, -1)
    return lambda: torch.kron(a, b)


def outer(s):
    x = s.x[:int(s.n ** 0.5)].clone()
    return lambda: torch.outer(x, x)


def split(s):
    x, part = s.x, s.n // 4
    sizes = (part, part, s.n - 2 * part)
    return lambda: torch.split(x, sizes)


def matrix_vector(s):
    x, y = s.matrix, s.y[:100]
    return lambda: x @ y


def gradient(s):
    x, y = s.x.requires_grad_(), s.y.requires_grad_()
    return lambda: torch.autograd.grad(torch.tanh(x * y).sum(), (x, y))


def gamma(s):
    shape = torch.full((s.n,), 2.5)
    return lambda: torch._standard_gamma(shape)


def converted(s, before, operation):
    x = before(s)
    return lambda: operation(x)


ARITHMETIC = (
    each({"add": torch.add, "mul": torch.mul, "div": torch.div, "maximum": torch.maximum, "less": torch.lt, "hypot": torch.hypot,
          "fmod": torch.fmod, "remainder": torch.remainder, "atan2": torch.atan2}, "x", "y")
    | each({"abs": torch.abs, "floor": torch.floor, "round": torch.round, "trunc": torch.trunc}, "x")
    | each({"sqrt": torch.sqrt, "rsqrt": torch.rsqrt, "cbrt": lambda x: torch.pow(x, 1 / 3)}, "positive")
    | {"clamp": of(torch.clamp, "x", then=(-1, 1)), "where": where})

FUNCTIONS = (
    each({"exp": torch.exp, "expm1": torch.expm1, "exp2": torch.exp2, "sin": torch.sin, "cos": torch.cos, "tan": torch.tan,
          "atan": torch.atan, "tanh": torch.tanh, "sinh": torch.sinh, "cosh": torch.cosh, "asinh": torch.asinh, "erf": torch.erf,
          "erfc": torch.erfc}, "x")
    | each({"log": torch.log, "log1p": torch.log1p, "log2": torch.log2, "log10": torch.log10, "logGamma": torch.lgamma,
            "digamma": torch.digamma}, "positive")
    | each({"asin": torch.asin, "acos": torch.acos, "atanh": torch.atanh, "erfinv": torch.erfinv}, "unit")
    | {"pow": of(torch.pow, "positive", "y"), "gammaP": of(torch.special.gammainc, "positive", "positive_y"),
       "acosh": lambda s: converted(s, lambda s: s.positive + 1, torch.acosh)})

ACTIVATIONS = each(
    {"sigmoid": torch.sigmoid, "relu": torch.relu, "elu": F.elu, "selu": torch.selu, "gelu": F.gelu,
     "geluTanh": lambda x: F.gelu(x, approximate="tanh"), "silu": F.silu, "mish": F.mish, "softplus": F.softplus,
     "logSigmoid": F.logsigmoid}, "x")

REDUCTIONS = (
    each({"sum": torch.sum, "mean": torch.mean, "max": torch.max, "variance": torch.var, "std": torch.std,
          "norm": torch.linalg.vector_norm, "logSumExp": lambda x: torch.logsumexp(x, 0), "argmax": lambda x: torch.argmax(x, 0),
          "countNonZero": torch.count_nonzero, "median": torch.median, "quantile": lambda x: torch.quantile(x, 0.3),
          "histogram": lambda x: torch.histc(x, 100, -4, 4), "cumsum": lambda x: torch.cumsum(x, 0),
          "cummax": lambda x: torch.cummax(x, 0), "logCumSumExp": lambda x: torch.logcumsumexp(x, 0)}, "x")
    | each({"sumOfRows": lambda x: x.sum(1), "sumOfColumns": lambda x: x.sum(0), "maxOfRows": lambda x: x.amax(1),
            "argmaxOfRows": lambda x: x.argmax(1), "stdOfRows": lambda x: x.std(1), "medianOfRows": lambda x: x.median(1),
            "cumsumOfRows": lambda x: x.cumsum(1)}, "matrix")
    | {"prod": of(torch.prod, "near_one"), "cumprod": of(torch.cumprod, "near_one", then=(0,)),
       "any": lambda s: converted(s, lambda s: s.x > 100, torch.any),
       "bincount": of(lambda x: torch.bincount(x, minlength=1000), "classes")})

ORDER = {
    "sort": of(lambda x: torch.sort(x, stable=True), "x"), "sortOfRows": of(lambda x: torch.sort(x, dim=1, stable=True), "matrix"),
    "argsort": of(lambda x: torch.argsort(x, stable=True), "x"), "topK": of(torch.topk, "x", then=(10,)),
    "unique": of(lambda x: torch.unique(x, return_inverse=True, return_counts=True), "whole"), "searchSorted": search_sorted,
    "gather": gather, "scatterAdd": scatter_add, "takeAlong": take_along, "putAlong": put_along, "oneHot": one_hot,
    "tril": of(torch.tril, "matrix"), "maskedFill": of(torch.masked_fill, "x", "mask", then=(0,)),
    "maskedSelect": of(torch.masked_select, "x", "mask"), "nonZero": of(torch.nonzero, "mask")}

SHAPES = {
    "copy": of(torch.clone, "x"), "transposed": of(lambda x: x.t().contiguous(), "matrix"),
    "permuted": of(lambda x: x.permute(2, 0, 1).contiguous(), "cube"), "flip": of(torch.flip, "x", then=((0,),)),
    "roll": of(torch.roll, "x", then=(7, 0)), "windows": of(lambda x: x.unfold(0, 10, 1).clone(memory_format=torch.contiguous_format), "tenth"),
    "split": split, "concat": of(lambda x, y: torch.cat((x, y)), "x", "y"), "stack": of(lambda x, y: torch.stack((x, y)), "x", "y"),
    "concatOfColumns": of(lambda x: torch.cat((x, x), 1), "matrix"), "pad": of(lambda x: F.pad(x, (1, 1, 1, 1)), "matrix"),
    "padReflect": of(lambda x: F.pad(x[None], (1, 1, 1, 1), mode="reflect"), "matrix"),
    "tile": of(torch.tile, "tenth", then=((10,),)), "repeat": of(torch.repeat_interleave, "tenth", then=(10,))}

TYPES = (
    each({"toDouble": lambda x: x.double(), "toInt": lambda x: x.int(), "toBfloat16": lambda x: x.bfloat16(),
          "toFloat16": lambda x: x.half()}, "x")
    | each({"addOfIntegers": lambda x: x + x, "bitAnd": lambda x: x & x}, "whole")
    | {"fromBfloat16": lambda s: converted(s, lambda s: s.x.bfloat16(), lambda x: x.float()),
       "addOfBfloat16": lambda s: converted(s, lambda s: s.x.bfloat16(), lambda x: x + x),
       "addOfInt64": lambda s: converted(s, lambda s: s.whole.long(), lambda x: x + x),
       "mulOfInt64": lambda s: converted(s, lambda s: s.whole.long(), lambda x: x * x),
       "addOfDouble": lambda s: converted(s, lambda s: s.x.double(), lambda x: x + x),
       "expOfDouble": lambda s: converted(s, lambda s: s.x.double(), torch.exp)})

PRODUCTS = {
    "dot": of(torch.dot, "x", "y"), "outer": outer, "matmulOfBatch": of(lambda x: x @ x, "squares"),
    "einsumOfBatch": of(lambda x: torch.einsum("bij,bjk->bik", x, x), "squares"),
    "einsumOfRows": of(lambda x: torch.einsum("ij,ij->i", x, x), "matrix"), "matrixVector": matrix_vector, "kron": kron}

RANDOM = {
    "uniform": lambda s: lambda: torch.rand(s.n), "normal": lambda s: lambda: torch.randn(s.n),
    "exponential": lambda s: lambda: torch.empty(s.n).exponential_(), "gamma": gamma,
    "bernoulli": lambda s: lambda: torch.empty(s.n, dtype=torch.bool).bernoulli_(0.3),
    "integers": lambda s: lambda: torch.randint(0, 1000, (s.n,), dtype=torch.int32),
    "permutation": lambda s: lambda: torch.randperm(s.n, dtype=torch.int32)}

LANGUAGE = ARITHMETIC | FUNCTIONS | ACTIVATIONS | REDUCTIONS | ORDER | SHAPES | TYPES | PRODUCTS | RANDOM | {"gradient": gradient}


CASES = [matmul, linear, add, add_tracked, exp, exp_into, eight, softmax, softmax_into, log_softmax, sum_all, sum_rows,
         sum_columns, max_rows, svd, symmetric_eigen, qr, cholesky, solve, lu, triangular, singular_values,
         randomized_svd, pca, forward, gradients, step, step_fused, step_graph, adam]


def answer(line, ready):
    words = line.split()
    key = tuple(words[2:])
    if key not in ready:
        by_name = {case.__name__.replace("_", "-"): case for case in CASES}
        by_name |= {"language-" + name: lambda n, case=case: case(Language(n)) for name, case in LANGUAGE.items()}
        ready.clear()  # one case's data at a time
        ready[key] = by_name[key[0]](*map(int, key[1:]))
    work = ready[key]
    finish()
    start = time.perf_counter()
    for _ in range(int(words[1])):
        work()
    finish()
    return time.perf_counter() - start


def main():
    torch.set_num_threads(int(sys.argv[1]))
    where = torch.cuda.get_device_name() if DEVICE == "cuda" else f"{torch.get_num_threads()} threads"
    print(f"ready {torch.__version__}, {where}", file=OUT, flush=True)
    ready = {}
    for line in sys.stdin:
        try:
            print(f"ok {answer(line, ready)!r}", file=OUT, flush=True)
        except Exception as e:
            print("error " + repr(e).replace("\n", " "), file=OUT, flush=True)


main()
