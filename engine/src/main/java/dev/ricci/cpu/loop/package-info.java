/**
 * How formulas run on the CPU: each becomes a class of its own whose loop holds the formula as straight code.
 *
 * <p>A formula is numbered ({@link dev.ricci.cpu.loop.Program}), lowered to steps on lanes ({@link dev.ricci.cpu.loop.Lowering}), and
 * written as bytecode for vectors or for scalars. Maps and reductions then bring views of any layout before such loops.
 * Start with {@link dev.ricci.cpu.loop.ElementwiseMap}.
 */
package dev.ricci.cpu.loop;
