// NVRTC, emulated: g++ compiles the text against the same headers as the kernels of the build, and the result is a PTX text
// that holds the entries and names the library with their code.
#include <dlfcn.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <mutex>
#include <set>

#include "kernels.h"

namespace {

enum Result { OK = 0, PROGRAM_CREATION = 2, INVALID_INPUT = 3, INVALID_PROGRAM = 4, INVALID_OPTION = 5, COMPILATION = 6, BUILTIN = 7 };

struct Program {
  std::string source, name, log, ptx;
  std::map<std::string, std::string> headers;
};

std::mutex mutex;
std::set<void*> programs;

Program* programOf(void* handle) { return programs.count(handle) ? static_cast<Program*>(handle) : nullptr; }

std::string home() {
  Dl_info self;
  if (!dladdr(reinterpret_cast<void*>(&home), &self)) return ".";
  char path[PATH_MAX];
  if (!realpath(self.dli_fname, path)) return ".";
  return std::string(path, strrchr(path, '/'));
}

std::string quoted(const std::string& text) {
  std::string result = "'";
  for (char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

// The compiler and its flags, or the flags of kernels alone: one a line, as the build of the emulator left them.
std::string lineOf(const char* name) {
  std::ifstream file(home() + "/" + name);
  std::string line, all;
  while (std::getline(file, line)) all += quoted(line) + " ";
  return all;
}

uint64_t hashOf(const std::string& text, uint64_t seed) {
  for (unsigned char c : text) seed = (seed ^ c) * 1099511628211ull;
  return seed;
}

bool writeFile(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  return bool(file.flush());
}

// Runs a command of the shell; its output, both streams, goes to `output`.
int shell(const std::string& command, std::string& output) {
  // AddressSanitizer is preloaded for the JVM, not for the compiler.
  FILE* pipe = popen(("unset LD_PRELOAD; { " + command + "; } 2>&1").c_str(), "r");
  if (!pipe) return -1;
  char buffer[4096];
  while (size_t n = fread(buffer, 1, sizeof buffer, pipe)) output.append(buffer, n);
  return pclose(pipe);
}

// A folder for compiled programs: beside the libraries, where they stay for later runs, or a temporary one.
std::string keep() {
  std::string folder = home() + "/nvrtc";
  mkdir(folder.c_str(), 0700);
  if (access(folder.c_str(), W_OK) == 0) return folder;
  static std::string temporary;
  if (temporary.empty()) {
    char pattern[] = "/tmp/ricci-nvrtc-XXXXXX";
    if (mkdtemp(pattern)) temporary = pattern;
  }
  return temporary;
}

bool plainName(const std::string& name) { return !name.empty() && name.find('/') == std::string::npos && name[0] != '.' && name[0] != '-'; }

// Compiles in a folder of its own; the library gets its final name by one rename, so that two processes are right.
int compile(Program& p, const std::string& options, const std::string& library) {
  char pattern[] = "/tmp/ricci-nvrtc-XXXXXX";
  if (!mkdtemp(pattern)) return BUILTIN;
  std::string folder = pattern, from = home() + "/src/";
  bool written = writeFile(folder + "/" + p.name, p.source);
  for (auto& h : p.headers) written &= plainName(h.first) && writeFile(folder + "/" + h.first, h.second);
  std::string made = library + "." + std::to_string(getpid());
  std::string command = "cd " + quoted(folder) + " && " + lineOf("compiler") + lineOf("kernel-flags") + "-O1 -w -c -I. -I"
      + quoted(from + "cuda") + " -iquote " + quoted(from + "emulator") + " " + options + " -x c++ " + quoted(p.name) + " -o kernels.o && "
      + lineOf("compiler") + "-shared kernels.o -Wl,-rpath," + quoted(home()) + " " + quoted(home() + "/libcuda.so.1") + " -o "
      + quoted(made);
  int status = written ? shell(command, p.log) : -1;
  std::string ignored;
  shell("rm -rf " + quoted(folder), ignored);
  if (status == 0 && rename(made.c_str(), library.c_str()) == 0) return OK;
  if (p.log.empty()) p.log = "the emulated NVRTC could not write its files or start the compiler";
  return COMPILATION;
}

// As nvcc writes parameters: plain types by their size, structures as arrays of bytes.
std::string declaration(const simt::Kernel* k, int i) {
  const simt::Parameter& p = k->parameter[i];
  std::string name = std::string(k->name) + "_param_" + std::to_string(i);
  if (p.size == 8 && p.align == 8) return "\t.param .u64 " + name;
  if (p.size == 4 && p.align == 4) return "\t.param .u32 " + name;
  return "\t.param .align " + std::to_string(p.align) + " .b8 " + name + "[" + std::to_string(p.size) + "]";
}

std::string ptxOf(const std::string& library, const emu::KernelTable& table) {
  std::string text = emu::LIBRARY_LINE + library + "\n.version 9.0\n.target sm_75\n.address_size 64\n\n";
  for (auto& entry : table) {
    text += ".visible .entry " + entry.first + "(";
    for (int i = 0; i < entry.second->parameters; i++) text += (i ? ",\n" : "\n") + declaration(entry.second, i);
    text += "\n)\n{\n\tret;\n}\n\n";
  }
  return text;
}

// Macros and folders go to g++; what concerns GPU code only is dropped; others are refused, as by the real one.
int translate(const std::string& option, std::string& options) {
  for (const char* passed : {"-D", "-I", "-U"}) {
    if (option.compare(0, 2, passed) == 0) return options += quoted(option) + " ", OK;
  }
  struct Pair {
    const char *theirs, *ours;
  };
  for (Pair pair : {Pair{"--define-macro=", "-D"}, Pair{"--include-path=", "-I"}}) {
    size_t n = strlen(pair.theirs);
    if (option.compare(0, n, pair.theirs) == 0) return options += quoted(pair.ours + option.substr(n)) + " ", OK;
  }
  for (const char* dropped : {"--gpu-architecture=", "-arch=", "--std=", "-std=", "--fmad=", "-fmad=", "--use_fast_math", "-use_fast_math",
                              "--extra-device-vectorization", "-extra-device-vectorization", "--device-as-default-execution-space",
                              "-default-device", "--restrict", "-restrict", "--generate-line-info", "-lineinfo", "--ftz=", "-ftz=",
                              "--prec-sqrt=", "-prec-sqrt=", "--prec-div=", "-prec-div=", "--disable-warnings", "-w", "--minimal"}) {
    if (option.compare(0, strlen(dropped), dropped) == 0) return OK;
  }
  return INVALID_OPTION;
}

}  // namespace

API int nvrtcVersion(int* major, int* minor) {
  if (!major || !minor) return INVALID_INPUT;
  *major = 13, *minor = 0;
  return OK;
}

API int nvrtcGetNumSupportedArchs(int* count) {
  *count = 5;
  return OK;
}

API int nvrtcGetSupportedArchs(int* archs) {
  for (int arch : {75, 80, 90, 100, 120}) *archs++ = arch;
  return OK;
}

API const char* nvrtcGetErrorString(int result) {
  switch (result) {
    case OK: return "NVRTC_SUCCESS";
    case PROGRAM_CREATION: return "NVRTC_ERROR_PROGRAM_CREATION_FAILURE";
    case INVALID_INPUT: return "NVRTC_ERROR_INVALID_INPUT";
    case INVALID_PROGRAM: return "NVRTC_ERROR_INVALID_PROGRAM";
    case INVALID_OPTION: return "NVRTC_ERROR_INVALID_OPTION";
    case COMPILATION: return "NVRTC_ERROR_COMPILATION";
    case BUILTIN: return "NVRTC_ERROR_BUILTIN_OPERATION_FAILURE";
    default: return "NVRTC_ERROR unknown";
  }
}

API int nvrtcCreateProgram(void** handle, const char* source, const char* name, int count, const char* const* headers,
                           const char* const* names) {
  if (!handle || !source || count < 0 || (count && (!headers || !names))) return INVALID_INPUT;
  auto* p = new Program();
  p->source = source;
  p->name = name && plainName(name) ? name : "default_program";
  for (int i = 0; i < count; i++) p->headers[names[i]] = headers[i];
  std::lock_guard<std::mutex> lock(mutex);
  programs.insert(p);
  *handle = p;
  return OK;
}

API int nvrtcDestroyProgram(void** handle) {
  std::lock_guard<std::mutex> lock(mutex);
  if (!handle || !programs.erase(*handle)) return INVALID_PROGRAM;
  delete static_cast<Program*>(*handle);
  *handle = nullptr;
  return OK;
}

API int nvrtcCompileProgram(void* handle, int count, const char* const* given) {
  static emu::Call call_("nvrtcCompileProgram");
  emu::Visit visit(call_, emu::NOTHING);
  std::lock_guard<std::mutex> lock(mutex);
  Program* p = programOf(handle);
  if (!p) return INVALID_PROGRAM;
  if (visit.refused) return p->log = "a test asked for this failure", COMPILATION;
  p->log.clear(), p->ptx.clear();
  std::string options;
  for (int i = 0; i < count; i++) {
    if (translate(given[i], options) == OK) continue;
    p->log = std::string("unrecognized option ") + given[i] + "\n";
    return INVALID_OPTION;
  }
  std::string all = p->source + '\0' + p->name + '\0' + options;
  for (auto& h : p->headers) all += '\0' + h.first + '\0' + h.second;
  char file[64];
  snprintf(file, sizeof file, "/%016llx%016llx.so", (unsigned long long)hashOf(all, 14695981039346656037ull),
           (unsigned long long)hashOf(all, 1099511628211ull));
  std::string library = keep() + file;
  if (access(library.c_str(), R_OK)) {
    if (int error = compile(*p, options, library)) return error;
  }
  const emu::KernelTable* table = emu::loadKernels(library);
  if (!table || table->empty()) {
    p->log += "no kernel declared by KERNEL(name, ...) in " + p->name + "\n";
    return COMPILATION;
  }
  p->ptx = ptxOf(library, *table);
  return OK;
}

API int nvrtcGetProgramLogSize(void* handle, size_t* size) {
  std::lock_guard<std::mutex> lock(mutex);
  Program* p = programOf(handle);
  if (!p || !size) return p ? INVALID_INPUT : INVALID_PROGRAM;
  *size = p->log.size() + 1;
  return OK;
}

API int nvrtcGetProgramLog(void* handle, char* log) {
  std::lock_guard<std::mutex> lock(mutex);
  Program* p = programOf(handle);
  if (!p || !log) return p ? INVALID_INPUT : INVALID_PROGRAM;
  memcpy(log, p->log.c_str(), p->log.size() + 1);
  return OK;
}

API int nvrtcGetPTXSize(void* handle, size_t* size) {
  std::lock_guard<std::mutex> lock(mutex);
  Program* p = programOf(handle);
  if (!p || !size || p->ptx.empty()) return p ? INVALID_INPUT : INVALID_PROGRAM;
  *size = p->ptx.size() + 1;
  return OK;
}

API int nvrtcGetPTX(void* handle, char* ptx) {
  std::lock_guard<std::mutex> lock(mutex);
  Program* p = programOf(handle);
  if (!p || !ptx || p->ptx.empty()) return p ? INVALID_INPUT : INVALID_PROGRAM;
  memcpy(ptx, p->ptx.c_str(), p->ptx.size() + 1);
  return OK;
}
