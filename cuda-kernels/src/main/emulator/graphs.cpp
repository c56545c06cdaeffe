// Capture of a stream's work into a graph, and running graphs. Captured work is kept in the order of the calls, which is one
// of the orders that the graph's edges allow.
#include <algorithm>

#include "streams.h"

namespace emu {

using Nodes = std::vector<Work>;

struct Graph : Object {
  static constexpr Kind KIND = Kind::GRAPH;
  std::shared_ptr<const Nodes> nodes;
  Graph(Context* owner, Nodes work);
  ~Graph() override;
};

struct Executable : Object {
  static constexpr Kind KIND = Kind::EXECUTABLE;
  std::shared_ptr<const Nodes> nodes;
  Executable(Context* owner, std::shared_ptr<const Nodes> nodes) : Object(KIND, owner), nodes(std::move(nodes)) {}
};

static std::vector<Graph*> graphs;
static unsigned long captures = 0;
// How this thread's calls behave towards captures of global mode (cuThreadExchangeStreamCaptureMode).
static thread_local int interaction = 0;

Graph::Graph(Context* owner, Nodes work) : Object(KIND, owner), nodes(std::make_shared<const Nodes>(std::move(work))) {
  graphs.push_back(this);
}
Graph::~Graph() { graphs.erase(std::find(graphs.begin(), graphs.end(), this)); }

int unsafeInCapture(const char* function) {
  if (interaction == 2) return SUCCESS;
  for (Stream* s : streams()) {
    if (!s->capture || s->capture->mode == 2) continue;
    bool own = s->capture->thread == std::this_thread::get_id();
    if (own || (s->capture->mode == 0 && interaction == 0)) {
      return breakCapture(s, CAPTURE_UNSUPPORTED, std::string(function) + " while a stream captures in a mode other than relaxed");
    }
  }
  return SUCCESS;
}

static int instantiate(void** executable, void* handle) {
  auto* graph = find<Graph>(handle);
  if (!graph) return complain(INVALID_VALUE, "cuGraphInstantiate: no live graph");
  auto* made = new Executable(graph->owner, graph->nodes);
  enlist(made);
  *executable = made;
  return SUCCESS;
}

}  // namespace emu

using namespace emu;

API int cuThreadExchangeStreamCaptureMode(int* mode) {
  VISIT(cuThreadExchangeStreamCaptureMode, INITIALIZED);
  if (!mode || *mode < 0 || *mode > 2) return INVALID_VALUE;
  std::swap(*mode, interaction);
  return SUCCESS;
}

API int cuStreamBeginCapture_v2(void* handle, int mode) {
  VISIT(cuStreamBeginCapture_v2, CONTEXT);
  Stream* stream = streamOf(handle, "cuStreamBeginCapture");
  if (!stream) return INVALID_HANDLE;
  if (mode < 0 || mode > 2) return INVALID_VALUE;
  if (stream->isLegacy()) return complain(CAPTURE_UNSUPPORTED, "cuStreamBeginCapture: the legacy stream cannot be captured");
  if (stream->capture) return complain(CAPTURE_UNSUPPORTED, "cuStreamBeginCapture: the stream captures already");
  stream->capture = std::make_shared<Capture>(Capture{++captures, mode, std::this_thread::get_id(), stream, false, {}});
  stream->unjoined = false;
  return SUCCESS;
}

API int cuStreamEndCapture(void* handle, void** graph) {
  VISIT(cuStreamEndCapture, CONTEXT);
  Stream* stream = streamOf(handle, "cuStreamEndCapture");
  if (!stream) return INVALID_HANDLE;
  if (!graph) return INVALID_VALUE;
  *graph = nullptr;
  std::shared_ptr<Capture> capture = stream->capture;
  if (!capture || capture->origin != stream) return complain(CAPTURE_UNMATCHED, "cuStreamEndCapture: no capture began on this stream");
  if (capture->mode != 2 && capture->thread != std::this_thread::get_id()) {
    return complain(CAPTURE_WRONG_THREAD, "cuStreamEndCapture on another thread than cuStreamBeginCapture, mode not relaxed");
  }
  bool unjoined = false;
  for (Stream* s : streams()) {
    if (s->capture != capture) continue;
    unjoined |= s != stream && s->unjoined;
    s->capture = nullptr;
  }
  if (capture->broken) return complain(CAPTURE_INVALIDATED, "cuStreamEndCapture: the capture was broken by an earlier call");
  if (unjoined) return complain(CAPTURE_UNJOINED, "cuStreamEndCapture: a stream that joined the capture was not waited for");
  auto* made = new Graph(stream->owner, std::move(capture->work));
  enlist(made);
  *graph = made;
  return SUCCESS;
}

API int cuStreamIsCapturing(void* handle, int* status) {
  VISIT(cuStreamIsCapturing, CONTEXT);
  Stream* stream = streamOf(handle, "cuStreamIsCapturing");
  if (!stream) return INVALID_HANDLE;
  *status = !stream->capture ? 0 : stream->capture->broken ? 2 : 1;
  return SUCCESS;
}

API int cuStreamGetCaptureInfo_v2(void* handle, int* status, unsigned long long* id, void** graph, const void***, size_t* count) {
  VISIT(cuStreamGetCaptureInfo_v2, CONTEXT);
  Stream* stream = streamOf(handle, "cuStreamGetCaptureInfo");
  if (!stream) return INVALID_HANDLE;
  *status = !stream->capture ? 0 : stream->capture->broken ? 2 : 1;
  if (id) *id = stream->capture ? stream->capture->id : 0;
  if (graph) *graph = nullptr;
  if (count) *count = 0;
  return SUCCESS;
}

API int cuGraphInstantiateWithFlags(void** executable, void* graph, unsigned long long) {
  VISIT(cuGraphInstantiateWithFlags, CONTEXT);
  return instantiate(executable, graph);
}

API int cuGraphInstantiate_v2(void** executable, void* graph, void**, char*, size_t) {
  VISIT(cuGraphInstantiate_v2, CONTEXT);
  return instantiate(executable, graph);
}

API int cuGraphUpload(void* executable, void*) {
  WORK(cuGraphUpload);
  return find<Executable>(executable) ? int(SUCCESS) : complain(INVALID_VALUE, "cuGraphUpload: no live executable graph");
}

API int cuGraphLaunch(void* handle, void* streamHandle) {
  WORK(cuGraphLaunch);
  auto* executable = find<Executable>(handle);
  if (!executable) return complain(INVALID_VALUE, "cuGraphLaunch: no live executable graph");
  Stream* stream = streamOf(streamHandle, "cuGraphLaunch");
  if (!stream) return INVALID_HANDLE;
  std::shared_ptr<const Nodes> nodes = executable->nodes;
  return submit(stream, KERNEL_NODE, [nodes] {
    for (const Work& w : *nodes) {
      if (int error = w.run()) return error;
    }
    return 0;
  });
}

API int cuGraphDestroy(void* handle) {
  VISIT(cuGraphDestroy, CONTEXT);
  auto* graph = find<Graph>(handle);
  if (!graph) return complain(INVALID_VALUE, "cuGraphDestroy: no live graph");
  dismiss(graph);
  return SUCCESS;
}

API int cuGraphExecDestroy(void* handle) {
  VISIT(cuGraphExecDestroy, CONTEXT);
  auto* executable = find<Executable>(handle);
  if (!executable) return complain(INVALID_VALUE, "cuGraphExecDestroy: no live executable graph");
  dismiss(executable);
  return SUCCESS;
}

API int cuGraphGetNodes(void* handle, void** nodes, size_t* count) {
  VISIT(cuGraphGetNodes, CONTEXT);
  auto* graph = find<Graph>(handle);
  if (!graph || !count) return complain(INVALID_VALUE, "cuGraphGetNodes: no live graph");
  size_t room = nodes ? *count : 0, all = 0;
  for (const Work& w : *graph->nodes) {
    if (w.type == LEASE_NODE) continue;  // not CUDA's
    if (all < room) nodes[all] = const_cast<Work*>(&w);
    all++;
  }
  for (size_t i = all; i < room; i++) nodes[i] = nullptr;
  *count = nodes ? std::min(room, all) : all;
  return SUCCESS;
}

API int cuGraphNodeGetType(void* node, int* type) {
  VISIT(cuGraphNodeGetType, CONTEXT);
  for (Graph* g : graphs) {
    for (const Work& w : *g->nodes) {
      if (&w != node) continue;
      *type = w.type;
      return SUCCESS;
    }
  }
  return complain(INVALID_VALUE, "cuGraphNodeGetType: no node of a live graph");
}
