"""Writes the graphs beside it with PyTorch 2.13.0 and onnx: python make_graphs.py"""
import pathlib
import onnx
import torch

HERE = pathlib.Path(__file__).parent


class Counter(torch.nn.Module):
    """Two convolutions, a pooling, an upsampling and a sum, as density networks are made of."""

    def __init__(self, channels=3, squeeze=False, outputs=1):
        super().__init__()
        self.squeeze = squeeze
        self.first = torch.nn.Conv2d(channels, 6, 3, padding=1)
        self.norm = torch.nn.BatchNorm2d(6).eval()
        self.second = torch.nn.Conv2d(6, 6, 3, padding=2, dilation=2)
        self.last = torch.nn.Conv2d(6, outputs, 1)

    def forward(self, x):
        y = torch.nn.functional.max_pool2d(torch.relu(self.norm(self.first(x))), 2)
        z = torch.nn.functional.max_pool2d(torch.sigmoid(self.second(y)), 2)
        z = torch.nn.functional.interpolate(z, scale_factor=2, mode="bilinear", align_corners=False)
        y = torch.abs(self.last(y + z))
        return y.squeeze(1) if self.squeeze else y


def write(name, network, channels=3, height=32, width=48, fixed=False):
    axes = {} if fixed else {"image": {0: "n", 2: "h", 3: "w"}, "density": {0: "n", 2: "h2", 3: "w2"}}
    if network.squeeze and not fixed:
        axes["density"] = {0: "n", 1: "h2", 2: "w2"}
    torch.onnx.export(
        network.eval(),
        (torch.zeros(1, channels, height, width),),
        str(HERE / name),
        dynamo=False,
        input_names=["image"],
        output_names=["density"],
        dynamic_axes=axes,
    )
    return network


torch.manual_seed(1)
open_sides = write("open.onnx", Counter())
write("fixed.onnx", Counter(), fixed=True)
write("squeezed.onnx", Counter(squeeze=True))
write("grey.onnx", Counter(channels=1), channels=1)
write("two-channels.onnx", Counter(outputs=2))
write("five-bands.onnx", Counter(channels=5), channels=5)
model = onnx.load(str(HERE / "open.onnx"))
onnx.save_model(
    model,
    str(HERE / "external.onnx"),
    save_as_external_data=True,
    location="elsewhere.bin",
    size_threshold=0,
)
(HERE / "elsewhere.bin").unlink()

# What open.onnx makes of (i % 7 - 3) / 3 for the i-th value of a picture of 32x48.
x = ((torch.arange(3 * 32 * 48) % 7 - 3) / 3).reshape(1, 3, 32, 48)
with torch.no_grad():
    y = open_sides(x).flatten()
(HERE / "open.txt").write_text("\n".join(repr(float(v)) for v in y[:40]) + "\n%r\n" % float(y.double().sum()))
