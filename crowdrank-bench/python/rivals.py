#!/usr/bin/env python3
"""Times Debian's PyTorch and SciPy at the work of the Java benchmarks, where they are installed.

Prints medians in milliseconds; what is not installed is skipped with a message:
apt-get install python3-torch python3-scipy
"""

import os
import statistics
import time


def median(work, calls):
    work()
    times = []
    for _ in range(calls):
        start = time.perf_counter()
        work()
        times.append(1e3 * (time.perf_counter() - start))
    return statistics.median(times)


def vgg16(torch):
    layers, channels = [], 3
    for block in [[64] * 2, [128] * 2, [256] * 3, [512] * 3, [512] * 3]:
        if layers:
            layers.append(torch.nn.MaxPool2d(2))
        for width in block:
            layers += [torch.nn.Conv2d(channels, width, 3, padding=1), torch.nn.ReLU()]
            channels = width
    return torch.nn.Sequential(*layers, torch.nn.Conv2d(channels, 1, 3, padding=1))


def time_torch():
    try:
        import torch
    except ImportError:
        print("python3-torch is not installed: skipped")
        return
    torch.set_num_threads(os.cpu_count())
    network = vgg16(torch)
    name = f"Python torch {torch.__version__}, {torch.get_num_threads()} threads"
    with torch.no_grad():
        for height, width, calls in [(224, 224, 15), (768, 1024, 5)]:
            image = torch.rand(1, 3, height, width)
            print(f"VGG-16 counting {height}x{width}, {name}: {median(lambda: network(image), calls):.1f} ms")
    batch, target = torch.rand(10, 3, 224, 224), torch.rand(10, 1, 14, 14)
    optimizer = torch.optim.SGD(network.parameters(), lr=1e-9)

    def step():
        optimizer.zero_grad()
        (0.5 * (network(batch) - target).square().sum() / len(batch)).backward()
        optimizer.step()

    print(f"VGG-16 training step, batch 10, {name}: {median(step, 3):.0f} ms")


def time_scipy():
    try:
        import numpy
        import scipy
        from scipy.ndimage import gaussian_filter
    except ImportError:
        print("python3-scipy is not installed: skipped")
        return
    random = numpy.random.default_rng(1)
    points = numpy.zeros((768, 1024), numpy.float32)
    numpy.add.at(points, (random.integers(768, size=2000), random.integers(1024, size=2000)), 1)
    work = median(lambda: gaussian_filter(points, 15), 15)
    print(
        f"density map, 2,000 heads at whole pixels, one width for all, borders not renormalised, "
        f"scipy {scipy.__version__} gaussian_filter: {work:.1f} ms"
    )


if __name__ == "__main__":
    time_torch()
    time_scipy()
