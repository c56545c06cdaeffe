// Reads of a PTX text what the emulator needs: entries, sizes of parameters, static shared memory. The code is not run; the
// kernels are compiled for the host from the same sources.
#include <cctype>
#include <cstdlib>

#include "kernels.h"

namespace emu {

namespace {

bool wordCharacter(char c) { return isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$'; }

// Whether the text holds the name as a whole word.
bool mentions(const std::string& text, const std::string& name) {
  for (size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
    size_t end = at + name.size();
    if ((at == 0 || !wordCharacter(text[at - 1])) && (end == text.size() || !wordCharacter(text[end]))) return true;
  }
  return false;
}

// ".b8 name[72]" is 72 bytes, ".u64 name" 8.
size_t declaredBytes(const std::string& declaration) {
  size_t element = 0;
  for (size_t at = declaration.find('.'); at != std::string::npos; at = declaration.find('.', at + 1)) {
    if (at + 2 < declaration.size() && isalpha(declaration[at + 1]) && isdigit(declaration[at + 2])) {
      element = size_t(atoi(declaration.c_str() + at + 2)) / 8;
    }
  }
  size_t bracket = declaration.find('[');
  return bracket == std::string::npos ? element : element * size_t(atol(declaration.c_str() + bracket + 1));
}

std::vector<unsigned> parameters(const std::string& list) {
  std::vector<unsigned> sizes;
  for (size_t at = list.find(".param"); at != std::string::npos;) {
    size_t next = list.find(".param", at + 6);
    sizes.push_back(unsigned(declaredBytes(list.substr(at + 6, next == std::string::npos ? next : next - at - 6))));
    at = next;
  }
  return sizes;
}

// Name and size of every static shared variable; those of extern arrays, whose size is the launch's, are 0.
std::map<std::string, size_t> sharedVariables(const std::string& ptx) {
  std::map<std::string, size_t> variables;
  for (size_t at = ptx.find(".shared ."); at != std::string::npos; at = ptx.find(".shared .", at + 1)) {
    size_t end = ptx.find(';', at);
    if (end == std::string::npos) break;
    std::string declaration = ptx.substr(at + 7, end - at - 7);
    size_t stop = declaration.find('[');
    if (stop == std::string::npos) stop = declaration.size();
    size_t start = stop;
    while (start > 0 && wordCharacter(declaration[start - 1])) start--;
    variables[declaration.substr(start, stop - start)] = declaredBytes(declaration);
  }
  return variables;
}

// From the brace that opens at `from` or later to the one that closes it.
std::string body(const std::string& ptx, size_t from) {
  size_t start = ptx.find('{', from);
  int depth = 0;
  for (size_t i = start; i < ptx.size(); i++) {
    depth += ptx[i] == '{' ? 1 : ptx[i] == '}' ? -1 : 0;
    if (depth == 0) return ptx.substr(start, i - start);
  }
  return {};
}

}  // namespace

std::vector<Entry> entriesOf(const std::string& ptx) {
  std::map<std::string, size_t> shared = sharedVariables(ptx);
  std::vector<Entry> entries;
  for (size_t at = ptx.find(".entry "); at != std::string::npos; at = ptx.find(".entry ", at + 1)) {
    size_t start = at + 7, open = start;
    while (open < ptx.size() && wordCharacter(ptx[open])) open++;
    std::string name = ptx.substr(start, open - start);
    size_t bodyStart = ptx.find('{', open), list = ptx.find('(', open);
    std::vector<unsigned> sizes;
    if (list < bodyStart) sizes = parameters(ptx.substr(list, ptx.find(')', list) - list));
    std::string text = body(ptx, open);
    size_t bytes = 0;
    for (auto& variable : shared) {
      if (mentions(text, variable.first)) bytes += variable.second;
    }
    entries.push_back({name, sizes, bytes});
  }
  return entries;
}

}  // namespace emu
