"""Writes the files beside it with PyTorch 2.13.0: python make_files.py"""
import os
import pathlib
import torch

HERE = pathlib.Path(__file__).parent


class Command:
    """What a hostile file does: unpickled by Python, it runs a command."""

    def __reduce__(self):
        return os.system, ("touch executed",)


a = torch.arange(24, dtype=torch.float32).reshape(2, 3, 4) / 4 - 1
torch.save(
    {
        "single": a,
        "half": a.half(),
        "double": a.double(),
        "bfloat16": a.bfloat16(),
        "long": torch.tensor(7),
        "turned": a.transpose(0, 2),
        "second": a[1],
        "parameter": torch.nn.Parameter(a[0, 0].clone()),
        "empty": torch.zeros(0, 3),
    },
    HERE / "kinds.pth",
)
torch.manual_seed(1)
convolution = torch.nn.Sequential(torch.nn.Conv2d(3, 2, 3), torch.nn.BatchNorm2d(2))
parallel = torch.nn.DataParallel(convolution)
optimizer = torch.optim.Adam(parallel.parameters(), lr=0.1)
parallel(torch.ones(1, 3, 8, 8)).sum().backward()
optimizer.step()
torch.save(
    {
        "epoch": 3,
        "name": "checkpoint",
        "best": 12.5,
        "state_dict": parallel.state_dict(),
        "optimizer": optimizer.state_dict(),
    },
    HERE / "checkpoint.pth",
)
torch.save({"a": a}, HERE / "legacy.pth", _use_new_zipfile_serialization=False)
torch.save({"a": a, "evil": Command()}, HERE / "command.pth")
torch.save(convolution, HERE / "module.pth")
torch.jit.save(torch.jit.script(convolution), str(HERE / "program.pt"))
