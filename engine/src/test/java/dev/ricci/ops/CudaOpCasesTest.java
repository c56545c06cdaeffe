package dev.ricci.ops;

/** Every row on the CUDA device: all that its operations are made of, in float32 and float64, on views, recorded, with gradients. */
class CudaOpCasesTest extends CudaQuestions {}
