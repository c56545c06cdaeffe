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
        self.unit = (torch.rand(n) - 0.5) * 1.99
        self.matrix = self.x.reshape(n // 100, 100)

    def of_x(self, operation, *given):
        x = self.x
        return lambda: operation(x, *given)

    def of_both(self, operation):
        x, y = self.x, self.y
        return lambda: operation(x, y)


F = torch.nn.functional


def with_(value, operation):
    return lambda: operation(value)


LANGUAGE = {
    "add": lambda s: s.of_both(torch.add), "mul": lambda s: s.of_both(torch.mul), "div": lambda s: s.of_both(torch.div),
    "maximum": lambda s: s.of_both(torch.maximum), "less": lambda s: s.of_both(torch.lt),
    "abs": lambda s: s.of_x(torch.abs), "floor": lambda s: s.of_x(torch.floor), "clamp": lambda s: s.of_x(torch.clamp, -1, 1),
    "sqrt": lambda s: with_(s.positive, torch.sqrt), "where": lambda s: (lambda m, x, y: lambda: torch.where(m, x, y))(s.x < 0, s.x, s.y),
    "exp": lambda s: s.of_x(torch.exp), "expm1": lambda s: s.of_x(torch.expm1), "log": lambda s: with_(s.positive, torch.log),
    "log1p": lambda s: with_(s.positive, torch.log1p), "sin": lambda s: s.of_x(torch.sin), "cos": lambda s: s.of_x(torch.cos),
    "tanh": lambda s: s.of_x(torch.tanh), "erf": lambda s: s.of_x(torch.erf),
    "pow": lambda s: (lambda x, y: lambda: torch.pow(x, y))(s.positive, s.y),
    "sigmoid": lambda s: s.of_x(torch.sigmoid), "relu": lambda s: s.of_x(torch.relu), "elu": lambda s: s.of_x(F.elu),
    "gelu": lambda s: s.of_x(F.gelu), "silu": lambda s: s.of_x(F.silu), "softplus": lambda s: s.of_x(F.softplus),
    "sum": lambda s: s.of_x(torch.sum), "mean": lambda s: s.of_x(torch.mean), "max": lambda s: s.of_x(torch.max),
    "variance": lambda s: s.of_x(torch.var), "norm": lambda s: s.of_x(torch.linalg.vector_norm),
    "logSumExp": lambda s: s.of_x(torch.logsumexp, 0), "argmax": lambda s: s.of_x(torch.argmax, 0),
    "sumOfRows": lambda s: with_(s.matrix, lambda x: x.sum(1)), "sumOfColumns": lambda s: with_(s.matrix, lambda x: x.sum(0)),
    "maxOfRows": lambda s: with_(s.matrix, lambda x: x.amax(1)), "cumsum": lambda s: s.of_x(torch.cumsum, 0),
    "cumsumOfRows": lambda s: with_(s.matrix, lambda x: x.cumsum(1)),
    "sort": lambda s: s.of_x(lambda x: torch.sort(x, stable=True)), "sortOfRows": lambda s: with_(s.matrix, lambda x: torch.sort(x, 1, stable=True)),
    "argsort": lambda s: s.of_x(lambda x: torch.argsort(x, stable=True)), "topK": lambda s: s.of_x(torch.topk, 10),
    "gather": lambda s: (lambda x, i: lambda: torch.index_select(x, 0, i))(s.x, torch.randperm(s.n, dtype=torch.int32)),
    "scatterAdd": lambda s: (lambda x, y, i: lambda: torch.index_add(x, 0, i, y))(s.x, s.y, torch.randperm(s.n, dtype=torch.int32)),
    "transposed": lambda s: with_(s.matrix, lambda x: x.t().contiguous()), "flip": lambda s: s.of_x(torch.flip, (0,)),
    "toDouble": lambda s: s.of_x(lambda x: x.double()), "toInt": lambda s: s.of_x(lambda x: x.int()),
    "addOfIntegers": lambda s: with_((s.x * 300).int(), lambda x: x + x),
    "concat": lambda s: s.of_both(lambda x, y: torch.cat((x, y))),
    "uniform": lambda s: lambda: torch.rand(s.n), "normal": lambda s: lambda: torch.randn(s.n),
}


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
