/**
 * Files and sets of data: IDX, CSV, NPY/NPZ, safetensors and JSON, handwritten-like digits, downloads by name, batches.
 *
 * <p>Every reader checks before it trusts and says which file is wrong, where and why; every writer writes beside the file and
 * renames, so that nothing is left half-written. Start with {@link dev.ricci.data.Digits}.
 */
package dev.ricci.data;
