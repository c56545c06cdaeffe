// Limits of a launch: those of compute capability 7.5, for which all kernels are made.
#pragma once

constexpr int MAX_BLOCK_THREADS = 1024, MAX_BLOCK_Z = 64;
constexpr int MAX_GRID_YZ = 65535;
constexpr int SHARED_BYTES = 48 * 1024;        // of a block, as long as nobody asks for more
constexpr int SHARED_OPTIN_BYTES = 64 * 1024;  // and the most that can be asked for
constexpr int THREADS_PER_MULTIPROCESSOR = 1024, BLOCKS_PER_MULTIPROCESSOR = 16;
constexpr int ARGUMENT_BYTES = 4096;
