package io.github.crowdrank.data.check;

import io.github.crowdrank.data.reader.ListedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Checks images on several threads; the results are in the order of the images. */
final class ParallelCheck {
  private final int total;
  private final CheckProgress progress;
  private int done;

  private ParallelCheck(int total, CheckProgress progress) {
    this.total = total;
    this.progress = progress;
  }

  static <T> List<T> run(
      List<ListedImage> images, Function<ListedImage, T> check, int threads, CheckProgress progress)
      throws InterruptedException {
    ParallelCheck counter = new ParallelCheck(images.size(), progress);
    List<Callable<T>> tasks = new ArrayList<>();
    for (ListedImage image : images) {
      tasks.add(
          () -> {
            T result = check.apply(image);
            counter.finished();
            return result;
          });
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads, ParallelCheck::daemon);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : pool.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a check failed: " + e.getCause(), e);
    } finally {
      pool.shutdownNow();
    }
  }

  private synchronized void finished() {
    done++;
    progress.checked(done, total);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "crowdrank-check");
    thread.setDaemon(true);
    return thread;
  }
}
