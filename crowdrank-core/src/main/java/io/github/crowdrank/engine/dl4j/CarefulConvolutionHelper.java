package io.github.crowdrank.engine.dl4j;

import io.github.crowdrank.engine.OneDnnFault;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.AlgoMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.FwdAlgo;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Leaves to Deeplearning4j itself the 1x1 convolutions of large pictures at which ND4J's oneDNN
 * ends the process with AVX-512, see {@link OneDnnFault}.
 */
final class CarefulConvolutionHelper extends MKLDNNConvHelper {
  CarefulConvolutionHelper() {
    super(DataType.FLOAT);
  }

  @Override
  public @Nullable INDArray preOutput(
      INDArray input,
      INDArray weights,
      INDArray bias,
      int[] kernel,
      int[] strides,
      int[] padding,
      AlgoMode mode,
      FwdAlgo algorithm,
      ConvolutionMode convolutionMode,
      int[] dilation,
      CNN2DFormat format,
      LayerWorkspaceMgr workspaces) {
    if (kernel[0] == 1
        && OneDnnFault.endsTheProcess(input.size(2), input.size(3), weights.size(0))) {
      return null;
    }
    return super.preOutput(
        input,
        weights,
        bias,
        kernel,
        strides,
        padding,
        mode,
        algorithm,
        convolutionMode,
        dilation,
        format,
        workspaces);
  }
}
