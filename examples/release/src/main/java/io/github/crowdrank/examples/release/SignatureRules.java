package io.github.crowdrank.examples.release;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.bc.BcPGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/** Beside every artifact lies a detached signature of it, made with a key that is known. */
final class SignatureRules {
  private final PGPPublicKeyRingCollection keys;

  /** With a file of armoured public keys. */
  SignatureRules(Path publicKeys) throws IOException {
    try (InputStream in = PGPUtil.getDecoderStream(open(publicKeys))) {
      keys = new BcPGPPublicKeyRingCollection(in);
    } catch (PGPException e) {
      throw new IOException("%s: %s".formatted(publicKeys, e.getMessage()), e);
    }
  }

  void check(PublishedVersion published, Faults faults) throws IOException {
    for (Path artifact : published.artifacts()) {
      Path file = artifact.resolveSibling(PublishedVersion.name(artifact) + ".asc");
      if (Files.exists(file)) {
        checkSignature(artifact, file, faults);
      } else {
        faults.add("%s: has no .asc".formatted(PublishedVersion.name(artifact)));
      }
    }
  }

  private void checkSignature(Path artifact, Path file, Faults faults) throws IOException {
    String name = PublishedVersion.name(file);
    try (InputStream in = PGPUtil.getDecoderStream(open(file))) {
      if (!(new BcPGPObjectFactory(in).nextObject() instanceof PGPSignatureList list)
          || list.isEmpty()) {
        faults.add("%s: holds no signature".formatted(name));
        return;
      }
      PGPSignature signature = list.get(0);
      PGPPublicKey key = keys.getPublicKey(signature.getKeyID());
      if (key == null) {
        faults.add("%s: is made with the unknown key %016X".formatted(name, signature.getKeyID()));
        return;
      }
      signature.init(new BcPGPContentVerifierBuilderProvider(), key);
      signature.update(Files.readAllBytes(artifact));
      faults.require(signature.verify(), "%s: is not that of the file".formatted(name));
    } catch (PGPException | IOException e) {
      faults.add("%s: cannot be read: %s".formatted(name, e.getMessage()));
    }
  }

  private static InputStream open(Path file) throws IOException {
    return new BufferedInputStream(Files.newInputStream(file));
  }
}
