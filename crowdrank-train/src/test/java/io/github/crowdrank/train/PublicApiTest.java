package io.github.crowdrank.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever users see has Javadoc; that it is sound is the compiler's affair. */
class PublicApiTest {
  private static final Path ROOT = Path.of(System.getProperty("crowdrank.root"));

  @ParameterizedTest
  @ValueSource(strings = {"crowdrank-core", "crowdrank-data", "crowdrank-train"})
  void everything_public_is_documented(String module) throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
      sources = files.filter(file -> file.toString().endsWith(".java")).toList();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(sources));
      Undocumented undocumented = new Undocumented(DocTrees.instance(task));
      undocumented.scan(task.parse(), null);

      assertThat(undocumented.types).isPositive();
      assertThat(undocumented.found).isEmpty();
    }
  }

  /** Goes through public types and collects what has no comment and inherits none. */
  private static final class Undocumented extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final DocTrees trees;
    private final List<String> found = new ArrayList<>();
    private int types;

    Undocumented(DocTrees trees) {
      this.trees = trees;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      if (!isSeen(type.getModifiers())) {
        return null;
      }
      types++;
      check(type.getSimpleName());
      return super.visitClass(type, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      boolean inherits =
          method.getModifiers().getAnnotations().stream()
              .map(AnnotationTree::getAnnotationType)
              .anyMatch(
                  it ->
                      it instanceof IdentifierTree named
                          && named.getName().contentEquals("Override"));
      if (isSeen(method.getModifiers()) && !inherits) {
        check(method.getName());
      }
      return null;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree field, @Nullable Void nothing) {
      if (isSeen(field.getModifiers())) {
        check(field.getName());
      }
      return null;
    }

    private boolean isSeen(ModifiersTree modifiers) {
      Set<Modifier> flags = modifiers.getFlags();
      boolean implicitly =
          getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.INTERFACE
              && !flags.contains(Modifier.PRIVATE);
      return implicitly || flags.contains(Modifier.PUBLIC) || flags.contains(Modifier.PROTECTED);
    }

    private void check(CharSequence name) {
      if (trees.getDocComment(getCurrentPath()) == null) {
        CompilationUnitTree file = getCurrentPath().getCompilationUnit();
        long position =
            trees.getSourcePositions().getStartPosition(file, getCurrentPath().getLeaf());
        found.add(
            "%s:%d %s"
                .formatted(
                    file.getSourceFile().getName(),
                    file.getLineMap().getLineNumber(position),
                    name));
      }
    }
  }
}
