"""Writes stages.json and stages.bin: PyTorch's results for stages other than layers, computed in double from float32 inputs."""
import json

import numpy
import torch

torch.set_num_threads(1)
generator = torch.Generator().manual_seed(15)
data = bytearray()
cases = []


def tensor(values):
    values = numpy.ascontiguousarray(values.detach().numpy())
    kind = {numpy.dtype("float32"): "f32", numpy.dtype("float64"): "f64"}[values.dtype]
    while len(data) % 8:
        data.append(0)
    entry = {"dtype": kind, "shape": list(values.shape), "offset": len(data)}
    data.extend(values.astype("<" + kind[0] + str(values.dtype.itemsize)).tobytes())
    return entry


def normal(*shape):
    return torch.randn(*shape, generator=generator, dtype=torch.float32)


def case(name, extra, **tensors):
    cases.append({"name": name, **extra, "tensors": {key: tensor(value) for key, value in tensors.items()}})


def leaf(values):
    return values.double().requires_grad_()


# Rows: drawn, all equal, large, tiny, one that stands out, a large mean.
for size in (1, 3, 8, 17, 64, 100):
    for epsilon in (1e-5, 1e-3, 1e-12):
        x = normal(6, size)
        x[1] = 2.5
        x[2] *= 1e15
        x[3] *= 1e-12
        x[4, 0] = 1e6
        x[5] = x[5] + 1000
        dy, gain, bias = normal(6, size), normal(size), normal(size)
        a, g, b = leaf(x), leaf(gain), leaf(bias)
        y = torch.nn.functional.layer_norm(a, (size,), g, b, epsilon)
        y.backward(dy.double())
        case(f"layernorm {size} {epsilon}", {"size": size, "epsilon": epsilon}, x=x, dy=dy, gain=gain, bias=bias, y=y, dx=a.grad, dgain=g.grad, dbias=b.grad)

# Below, at, between and above the bounds, in this order; all of it exact in float32.
size = 9
low, high = -1 - torch.arange(size) / 8, 1 + torch.arange(size) / 4
low[4] = high[4] = 0.5
scale, offset = 2.0 ** (torch.arange(size) - 4), torch.arange(size) / 2 - 2
scale[5] = -2
y = torch.stack([low - 1, low, (low + high) / 2, high, high + 1])
x, dy = (y - offset) / scale, normal(5, size)
a = leaf(x)
clamped = torch.clamp(a * scale.double() + offset.double(), low.double(), high.double())
clamped.backward(dy.double())
case("rescaling", {"size": size}, x=x, dy=dy, scale=scale, offset=offset, low=low, high=high, y=clamped, dx=a.grad)

mean, deviation = torch.arange(size) / 4 - 1, 2.0 ** (torch.arange(size) - 4)
x = torch.stack([mean + z * deviation for z in (-9, -5, 0.75, 5, 6)])
a = leaf(x)
clamped = torch.clamp((a - mean.double()) / deviation.double(), -5, 5)
clamped.backward(dy.double())
case("normalization", {"size": size, "clip": 5}, x=x, dy=dy, mean=mean, deviation=deviation, y=clamped, dx=a.grad)


class Block(torch.nn.Sequential):
    def forward(self, x):
        return x + super().forward(x)


def train(dtype, state, x, target):
    nn = torch.nn
    model = nn.Sequential(
        nn.Linear(4, 9), nn.Tanh(),
        Block(nn.LayerNorm(9, eps=1e-3), nn.Linear(9, 17), nn.ReLU(), Block(nn.Linear(17, 17)), nn.Linear(17, 9)),
        Block(nn.Linear(9, 9), nn.SiLU()),
        nn.LayerNorm(9), nn.ReLU(), nn.Linear(9, 2)).to(dtype)
    if state is not None:
        model.load_state_dict({name: value.to(dtype) for name, value in state.items()})
    state = {name: value.detach().clone() for name, value in model.state_dict().items()}
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    losses = []
    for _ in range(20):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x.to(dtype)), target.to(dtype))
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
    return state, torch.stack(losses), model(x.to(dtype)), {name: value.detach() for name, value in model.state_dict().items()}


torch.manual_seed(15)
x, target = normal(6, 4), normal(6, 2)
state, losses32, y32, after32 = train(torch.float32, None, x, target)
_, losses, y, after = train(torch.float64, state, x, target)
case(
    "residual training",
    {
        "names": list(state),
        "loss_deviation": float((losses32 - losses).abs().max()),
        "deviation": max(float((after32[name] - after[name]).abs().max()) for name in after),
    },
    x=x, target=target, losses=losses, y=y, **{"before." + name: value for name, value in state.items()}, **{"after." + name: value for name, value in after.items()})

with open("stages.json", "w") as file:
    json.dump({"bin": "stages.bin", "torch": torch.__version__, "cases": cases}, file, indent=1)
    file.write("\n")
with open("stages.bin", "wb") as file:
    file.write(data)
