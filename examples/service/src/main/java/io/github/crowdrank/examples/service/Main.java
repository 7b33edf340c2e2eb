package io.github.crowdrank.examples.service;

import io.github.crowdrank.BundledModel;
import io.github.crowdrank.CrowdCounter;
import io.github.crowdrank.MemoryBudgetException;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.micrometer.CountMeters;
import io.github.crowdrank.model.CrowdModel;
import io.github.crowdrank.model.ModelFile;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code java -jar crowdrank-service.jar}: serves until it is told to end. */
@Command(
    name = "crowdrank-service",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    versionProvider = Main.Version.class,
    description = {
      "Counts the people in pictures that are sent to it: POST /count.",
      "Prints its address when it is ready. On SIGTERM it answers what it has accepted, and ends."
    })
final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "where it listens (default: ${DEFAULT-VALUE}, which only this machine reaches)")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "0 for any that is free (default: ${DEFAULT-VALUE})")
  private int port = 8480;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "model file (default: the bundled model)")
  private @Nullable Path model;

  @Mixin private LimitOptions options;

  /** Serves, and exits where it could not. */
  public static void main(String[] arguments) {
    int code = commandLine().execute(arguments);
    if (code != 0) {
      Runtime.getRuntime().exit(code);
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setExecutionExceptionHandler(Main::explain);
  }

  @Override
  public Integer call() throws IOException {
    Limits limits = limits();
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    CountMeters meters = new CountMeters(registry);
    try (CrowdCounter counter = CrowdCounter.builder(model()).countListener(meters).build()) {
      CountService service =
          CountService.start(
              host, port, limits, new CrowdPictures(counter, meters, limits), registry);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service)));
      say(service.address().toString());
      service.join();
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private Limits limits() {
    try {
      if (port < 0 || port > 0xffff) {
        throw new IllegalArgumentException("--port has to be 0 to 65535 but is " + port);
      }
      return options.limits();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private CrowdModel model() throws IOException {
    return model == null ? BundledModel.COMPACT.load() : ModelFile.read(model);
  }

  private void stop(CountService service) {
    service.close();
    say("stopped: " + service.summary());
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  private static int explain(Exception problem, CommandLine commandLine, ParseResult parsed)
      throws Exception {
    if (problem instanceof NoSuchFileException missing) {
      commandLine.getErr().println(missing.getFile() + ": there is no such file");
    } else if (problem instanceof IOException
        || problem instanceof EngineException
        || problem instanceof MemoryBudgetException) {
      commandLine.getErr().println(problem.getMessage());
    } else {
      throw problem;
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** The version of the jar this class came in. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"crowdrank-service " + (version == null ? "(not packaged)" : version)};
    }
  }
}
