package io.github.crowdrank.data.similar;

import io.github.crowdrank.ImageDescriptor;
import io.github.crowdrank.data.similar.DescriptorIndex.Match;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;

/** The folder of a {@link DescriptorIndex}: the only class that refers to Lucene. */
final class LuceneIndex implements Closeable {
  /**
   * How many pictures each part of the graph proposes at least: what recall depends on. Of a
   * million clustered descriptors 100 find 64 % of the true nearest ten, 400 find 86 %, 1600 find
   * 96 %: the search must be able to hold more than the cluster that it happens to enter by.
   */
  private static final int LEAST_CANDIDATES = 2000;

  private static final long MOST_BUFFER_MEBIBYTES = 256;
  private static final String ID = "id";
  private static final String DESCRIPTOR = "descriptor";
  private static final String HASH = "hash";
  private static final String SPACE = "space";

  private final FSDirectory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;

  private LuceneIndex(FSDirectory directory, IndexWriter writer, SearcherManager searchers) {
    this.directory = directory;
    this.writer = writer;
    this.searchers = searchers;
  }

  static LuceneIndex open(Path folder, String space) throws IOException {
    Files.createDirectories(folder);
    FSDirectory directory = FSDirectory.open(folder);
    try {
      boolean exists = DirectoryReader.indexExists(directory);
      if (exists) {
        requireSpace(folder, directory, space);
      } else {
        requireEmpty(folder);
      }
      IndexWriter writer = new IndexWriter(directory, configuration());
      try {
        if (!exists) {
          writer.setLiveCommitData(Map.of(SPACE, space).entrySet());
          writer.commit();
        }
        return new LuceneIndex(directory, writer, new SearcherManager(writer, null));
      } catch (IOException | RuntimeException | Error e) {
        writer.rollback();
        throw e;
      }
    } catch (LockObtainFailedException e) {
      directory.close();
      throw new IOException("index " + folder + " is in use elsewhere", e);
    } catch (IOException | RuntimeException | Error e) {
      directory.close();
      throw e;
    }
  }

  private static IndexWriterConfig configuration() {
    long heapMebibytes = Runtime.getRuntime().maxMemory() >> 20;
    return new IndexWriterConfig()
        .setRAMBufferSizeMB(
            (double) Math.max(16, Math.min(MOST_BUFFER_MEBIBYTES, heapMebibytes / 8)))
        .setCommitOnClose(true);
  }

  private static void requireSpace(Path folder, FSDirectory directory, String space)
      throws IOException {
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      String held = reader.getIndexCommit().getUserData().get(SPACE);
      if (!space.equals(held)) {
        throw new IOException(
            "index %s holds descriptors of space \"%s\" and cannot take those of \"%s\""
                .formatted(folder, held, space));
      }
    }
  }

  private static void requireEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> others =
          files.filter(file -> !file.endsWith(IndexWriter.WRITE_LOCK_NAME)).toList();
      if (!others.isEmpty()) {
        throw new IOException(
            "folder %s is no index but holds %s; give one that is empty or does not exist"
                .formatted(folder, others.get(0).getFileName()));
      }
    }
  }

  void add(DescribedImage image) throws IOException {
    Document document = new Document();
    document.add(new StringField(ID, image.id(), Field.Store.YES));
    document.add(new StoredField(HASH, image.hash().bits()));
    document.add(
        new KnnFloatVectorField(
            DESCRIPTOR, image.descriptor().toArray(), VectorSimilarityFunction.DOT_PRODUCT));
    writer.updateDocument(new Term(ID, image.id()), document);
  }

  void commit() throws IOException {
    writer.commit();
    searchers.maybeRefreshBlocking();
  }

  /** A look at what has been committed. */
  @FunctionalInterface
  private interface Look<T> {
    T at(IndexSearcher searcher) throws IOException;
  }

  private <T> T look(Look<T> look) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      return look.at(searcher);
    } finally {
      searchers.release(searcher);
    }
  }

  int size() throws IOException {
    return look(searcher -> searcher.getIndexReader().numDocs());
  }

  boolean contains(String id) throws IOException {
    return look(searcher -> searcher.getIndexReader().docFreq(new Term(ID, id)) > 0);
  }

  List<Match> search(ImageDescriptor descriptor, int most) throws IOException {
    int candidates = Math.max(LEAST_CANDIDATES, most);
    KnnFloatVectorQuery query =
        new KnnFloatVectorQuery(DESCRIPTOR, descriptor.toArray(), candidates);
    return look(
        searcher -> {
          List<Match> matches = new ArrayList<>();
          for (ScoreDoc found : searcher.search(query, most).scoreDocs) {
            Document document = searcher.storedFields().document(found.doc);
            matches.add(
                new Match(
                    document.get(ID),
                    // Lucene's score of a dot product is (1 + cosine) / 2.
                    Math.max(-1, Math.min(1, 2.0 * found.score - 1)),
                    new PerceptualHash(document.getField(HASH).numericValue().longValue())));
          }
          return List.copyOf(matches);
        });
  }

  @Override
  public void close() throws IOException {
    try (directory;
        writer) {
      searchers.close();
    }
  }
}
