// Switching stacks. By hand on x86-64, where a switch costs about 3 ns; by ucontext, which asks the kernel each time and
// takes 70 times as long, elsewhere.
#pragma once
#include <cstddef>
#include <cstdint>

#if !defined(__x86_64__) || defined(SIMT_UCONTEXT)
#include <ucontext.h>
#endif

namespace simt {

#if defined(__x86_64__) && !defined(SIMT_UCONTEXT)

struct Stack {
  void* pointer;
};
// Saves the registers that a call must keep, and the stack pointer; then takes the other's.
extern "C" void simt_switch(void** from, void* to);

inline void change(Stack* from, Stack* to) { simt_switch(&from->pointer, to->pointer); }

inline void prepare(Stack* stack, char* memory, size_t size, void (*function)()) {
  void** top = reinterpret_cast<void**>((reinterpret_cast<uintptr_t>(memory) + size) & ~uintptr_t(63));
  *--top = nullptr;  // a return address that is never used: at its entry a function expects the stack 8 off 16
  *--top = reinterpret_cast<void*>(function);
  for (int i = 0; i < 6; i++) *--top = nullptr;
  stack->pointer = top;
}

#else

struct Stack {
  ucontext_t context;
};
inline void change(Stack* from, Stack* to) { swapcontext(&from->context, &to->context); }

inline void prepare(Stack* stack, char* memory, size_t size, void (*function)()) {
  getcontext(&stack->context);
  stack->context.uc_stack.ss_sp = memory;
  stack->context.uc_stack.ss_size = size;
  stack->context.uc_link = nullptr;
  makecontext(&stack->context, function, 0);
}

#endif

}  // namespace simt
