package io.github.crowdrank.train;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import io.github.crowdrank.data.loading.LookAhead;
import io.github.crowdrank.engine.EngineException;
import io.github.crowdrank.engine.OneDnnFault;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows of the house: which room may know of which. */
class ArchitectureTest {
  private static final String ROOT = "io.github.crowdrank";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /** Public only because another package of the library needs it. */
  private static final DescribedPredicate<JavaClass> INTERNAL =
      JavaClass.Predicates.resideInAPackage(ROOT + ".io")
          .or(JavaClass.Predicates.type(LookAhead.class))
          .or(JavaClass.Predicates.type(OneDnnFault.class));

  static Stream<Arguments> rules() {
    return Stream.of(
        rule(
            "core knows neither data nor training",
            mayNotKnow(
                new String[] {
                  ROOT,
                  ROOT + ".image..",
                  ROOT + ".calibration..",
                  ROOT + ".density..",
                  ROOT + ".loss..",
                  ROOT + ".model..",
                  ROOT + ".network..",
                  ROOT + ".engine..",
                  ROOT + ".metric..",
                  ROOT + ".picture..",
                  ROOT + ".safetensors..",
                  ROOT + ".zone..",
                  ROOT + ".stream..",
                  ROOT + ".micrometer..",
                  ROOT + ".onnx..",
                  ROOT + ".pytorch..",
                  ROOT + ".io.."
                },
                ROOT + ".data..",
                ROOT + ".train..")),
        rule(
            "judgement and trust know no training",
            mayNotKnow(
                new String[] {ROOT + ".train.evaluation..", ROOT + ".train.trust.."},
                ROOT + ".train")),
        rule("data knows no training", mayNotKnow(ROOT + ".data..", ROOT + ".train..")),
        rule(
            "data knows no networks and losses, and of engines only how they fail",
            noClasses()
                .that()
                .resideInAPackage(ROOT + ".data..")
                .should()
                .dependOnClassesThat(
                    JavaClass.Predicates.resideInAnyPackage(
                            ROOT + ".network..", ROOT + ".engine..", ROOT + ".loss..")
                        .and(not(JavaClass.Predicates.type(EngineException.class))))),
        rule(
            "annotation files know no images and no folders",
            mayNotKnow(ROOT + ".data.annotation..", ROOT + ".image..", ROOT + ".data.reader..")),
        rule(
            "only the collection of pictures by keyword and streams of cameras speak to the"
                + " network",
            noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".data.collect..", ROOT + ".stream..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Socket.class)),
        rule(
            "only the labelling page is served",
            noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".data.label..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.sun.net.httpserver..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ServerSocket.class)),
        rule(
            "images know no networks",
            mayNotKnow(
                ROOT + ".image..", ROOT + ".network..", ROOT + ".engine..", ROOT + ".model..")),
        rule(
            "losses know no networks and no data",
            mayNotKnow(
                ROOT + ".loss..", ROOT + ".network..", ROOT + ".engine..", ROOT + ".data..")),
        rule(
            "engines know no images and no losses",
            mayNotKnow(ROOT + ".engine..", ROOT + ".image..", ROOT + ".loss..")),
        rule(
            "models know no engines and no front door",
            mayNotKnow(ROOT + ".model..", ROOT + ".engine..", ROOT)),
        rule(
            "calibrations know no networks, no images and not who counted",
            mayNotKnow(
                ROOT + ".calibration..",
                ROOT,
                ROOT + ".image..",
                ROOT + ".network..",
                ROOT + ".engine..",
                ROOT + ".model..")),
        rule(
            "zones and pictures know no networks and not who counted",
            mayNotKnow(
                new String[] {ROOT + ".zone..", ROOT + ".picture.."},
                ROOT,
                ROOT + ".network..",
                ROOT + ".engine..",
                ROOT + ".model..")),
        rule(
            "libraries that do not come with this one stay where they are asked for",
            noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".micrometer..", ROOT + ".engine.onnxruntime..")
                .and()
                .haveNameNotMatching(Pattern.quote(ROOT + ".stream.Ffmpeg") + ".*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                    "ai.onnxruntime..",
                    "io.micrometer..",
                    "org.bytedeco.javacv..",
                    "org.bytedeco.ffmpeg..")),
        rule(
            "graphs and files of PyTorch know no engines, models and front door",
            mayNotKnow(
                new String[] {ROOT + ".onnx..", ROOT + ".pytorch.."},
                ROOT,
                ROOT + ".engine..",
                ROOT + ".model..")),
        rule(
            "metrics know no networks",
            mayNotKnow(ROOT + ".metric..", ROOT + ".network..", ROOT + ".engine..")),
        rule(
            "ND4J and Deeplearning4j stay in losses, networks, their engine and the updater",
            noClasses()
                .that()
                .resideOutsideOfPackages(
                    ROOT + ".loss..", ROOT + ".network..", ROOT + ".engine.dl4j..", "org.nd4j..")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".train.ParameterUpdater")
                .and()
                .haveNameNotMatching(".*ParameterUpdater\\$.*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..")),
        rule(
            "nobody uses java.util.Random",
            noClasses().should().dependOnClassesThat().areAssignableTo(Random.class)),
        rule(
            "nothing deserialises Java objects or opens other people's model files and archives",
            noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                    "java\\.io\\.ObjectInputStream|java\\.beans\\.XMLDecoder"
                        + "|org\\.(nd4j|deeplearning4j)\\..*"
                        + "(ModelSerializer|ModelGuesser|SerializationUtils|ArchiveUtils)")),
        rule(
            "no class is loaded by a name and no type is chosen by a text",
            noClasses()
                .should()
                .callMethod(Class.class, "forName", String.class)
                .orShould()
                .callMethod(Class.class, "forName", String.class, boolean.class, ClassLoader.class)
                .orShould()
                .callMethod(ClassLoader.class, "loadClass", String.class)
                .orShould()
                .callMethodWhere(
                    JavaCall.Predicates.target(
                        HasName.Predicates.nameMatching(
                            "activateDefaultTyping.*|enableDefaultTyping.*")))),
        rule(
            "no public signature shows Guava",
            noMethods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should()
                .haveRawReturnType(JavaClass.Predicates.resideInAPackage("com.google.."))
                .orShould()
                .haveRawParameterTypes(
                    DescribedPredicate.anyElementThat(
                        JavaClass.Predicates.resideInAPackage("com.google..")))),
        rule(
            "what is public is either an interface, a record, an enum, or final or abstract",
            classes()
                .that()
                .arePublic()
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .areNotRecords()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .orShould()
                .haveModifier(JavaModifier.ABSTRACT)),
        rule(
            "no public signature shows what is internal",
            noMethods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat(
                    describe(
                        "users see",
                        type ->
                            type.getModifiers().contains(JavaModifier.PUBLIC)
                                && !INTERNAL.test(type)))
                .should()
                .haveRawReturnType(INTERNAL)
                .orShould()
                .haveRawParameterTypes(DescribedPredicate.anyElementThat(INTERNAL))),
        rule(
            "every package says that its types are not null",
            classes()
                .that()
                .resideOutsideOfPackage(ROOT + ".hardening")
                .should(
                    ArchCondition.from(
                        describe(
                            "be in a package with @NullMarked",
                            type -> type.getPackage().isAnnotatedWith(NullMarked.class))))),
        rule(
            "packages of a module form no cycle",
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles()));
  }

  private static Arguments rule(String name, ArchRule rule) {
    return Arguments.of(Named.of(name, rule));
  }

  private static ArchRule mayNotKnow(String here, String... there) {
    return mayNotKnow(new String[] {here}, there);
  }

  private static ArchRule mayNotKnow(String[] here, String... there) {
    return noClasses()
        .that()
        .resideInAnyPackage(here)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(there);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void holds(ArchRule rule) {
    rule.check(CLASSES);
  }
}
