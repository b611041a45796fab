// SPDX-License-Identifier: EUPL-1.2
#include "recording_vfs.hpp"

#include <algorithm>
#include <cstring>
#include <memory>

namespace foyer::crash {

namespace {

constexpr std::size_t sector = 512; // what a disk writes whole

// What SQLite allocates for us: its own header, then the base VFS's file behind it.
struct File {
  sqlite3_file header;
  std::vector<Op>* ops;
  std::string* name;
  sqlite3_file* base() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File& mine(sqlite3_file* file) {
  return *reinterpret_cast<File*>(file);
}
sqlite3_file* base(sqlite3_file* file) {
  return mine(file).base();
}

void apply(Bytes& content, const Op& op, std::size_t length) {
  if (op.kind == Op::Kind::truncate) {
    content.resize(static_cast<std::size_t>(op.offset));
    return;
  }
  const std::size_t end = static_cast<std::size_t>(op.offset) + length;
  if (content.size() < end)
    content.resize(end);
  std::copy_n(op.data.begin(), length, content.begin() + static_cast<std::ptrdiff_t>(op.offset));
}

struct Track {
  std::optional<Bytes> durable;
  std::vector<const Op*> pending;
  bool in_folder = false; // the folder's entry was synced
};

void settle(Track& track) {
  if (!track.durable)
    track.durable.emplace();
  for (const Op* op : track.pending)
    apply(*track.durable, *op, op->data.size());
  track.pending.clear();
}

} // namespace

struct RecordingVfs::Methods {
  static RecordingVfs& self(sqlite3_vfs* vfs) { return *static_cast<RecordingVfs*>(vfs->pAppData); }

  static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out) {
    File& opened = mine(file);
    opened.header.pMethods = nullptr;
    const int code = self(vfs).base_->xOpen(self(vfs).base_, path, opened.base(), flags, out);
    if (code != SQLITE_OK)
      return code;
    opened.ops = &self(vfs).ops_;
    opened.name = new std::string(std::filesystem::path(path ? path : "").filename().string());
    opened.header.pMethods = &io();
    return SQLITE_OK;
  }
  static int remove(sqlite3_vfs* vfs, const char* path, int sync_folder) {
    self(vfs).ops_.push_back({.kind = Op::Kind::remove,
                              .file = std::filesystem::path(path).filename().string(),
                              .synced = sync_folder != 0});
    return self(vfs).base_->xDelete(self(vfs).base_, path, sync_folder);
  }
  static int close(sqlite3_file* file) {
    const int code = base(file)->pMethods->xClose(base(file));
    delete mine(file).name;
    return code;
  }
  static int read(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
    return base(file)->pMethods->xRead(base(file), to, size, at);
  }
  static int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    const auto* bytes = static_cast<const std::uint8_t*>(from);
    mine(file).ops->push_back({Op::Kind::write, *mine(file).name, static_cast<std::uint64_t>(at),
                               Bytes(bytes, bytes + size)});
    return base(file)->pMethods->xWrite(base(file), from, size, at);
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    mine(file).ops->push_back(
        {Op::Kind::truncate, *mine(file).name, static_cast<std::uint64_t>(size)});
    return base(file)->pMethods->xTruncate(base(file), size);
  }
  static int sync(sqlite3_file* file, int) {
    mine(file).ops->push_back({Op::Kind::sync, *mine(file).name});
    return SQLITE_OK; // pages in the cache of a living machine are as good
  }
  static int size(sqlite3_file* file, sqlite3_int64* out) {
    return base(file)->pMethods->xFileSize(base(file), out);
  }
  static int lock(sqlite3_file* file, int level) {
    return base(file)->pMethods->xLock(base(file), level);
  }
  static int unlock(sqlite3_file* file, int level) {
    return base(file)->pMethods->xUnlock(base(file), level);
  }
  static int reserved(sqlite3_file* file, int* out) {
    return base(file)->pMethods->xCheckReservedLock(base(file), out);
  }
  static int control(sqlite3_file* file, int verb, void* argument) {
    return base(file)->pMethods->xFileControl(base(file), verb, argument);
  }
  static int sector_size(sqlite3_file*) { return sector; }
  // Claims nothing: no atomic writes, no safe append, no protection of neighbours.
  static int characteristics(sqlite3_file*) { return 0; }
  static int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
    return base(file)->pMethods->xShmMap(base(file), page, size, extend, out);
  }
  static int shm_lock(sqlite3_file* file, int offset, int n, int flags) {
    return base(file)->pMethods->xShmLock(base(file), offset, n, flags);
  }
  static void shm_barrier(sqlite3_file* file) { base(file)->pMethods->xShmBarrier(base(file)); }
  static int shm_unmap(sqlite3_file* file, int remove_it) {
    return base(file)->pMethods->xShmUnmap(base(file), remove_it);
  }
  static const sqlite3_io_methods& io() {
    // Version 2: shared memory, no memory-mapped reads.
    static const sqlite3_io_methods methods{
        2,         close,    read,    write,       truncate,        sync,    size,     lock,
        unlock,    reserved, control, sector_size, characteristics, shm_map, shm_lock, shm_barrier,
        shm_unmap, nullptr,  nullptr};
    return methods;
  }
};

RecordingVfs::RecordingVfs() : base_(sqlite3_vfs_find(nullptr)) {
  vfs_ = *base_;
  vfs_.zName = "recording";
  vfs_.pNext = nullptr;
  vfs_.pAppData = this;
  vfs_.szOsFile = static_cast<int>(sizeof(File)) + base_->szOsFile;
  vfs_.xOpen = Methods::open;
  vfs_.xDelete = Methods::remove;
  // The rest of the unix VFS finds its own data through pAppData only for locking styles.
  vfs_.xAccess = [](sqlite3_vfs* vfs, const char* path, int flags, int* out) {
    sqlite3_vfs* under = Methods::self(vfs).base_;
    return under->xAccess(under, path, flags, out);
  };
  vfs_.xFullPathname = [](sqlite3_vfs* vfs, const char* path, int size, char* out) {
    sqlite3_vfs* under = Methods::self(vfs).base_;
    return under->xFullPathname(under, path, size, out);
  };
  sqlite3_vfs_register(&vfs_, 1);
}

RecordingVfs::~RecordingVfs() {
  sqlite3_vfs_unregister(&vfs_);
  sqlite3_vfs_register(base_, 1);
}

void RecordingVfs::acknowledge(std::uint32_t sequence) {
  ops_.push_back({.kind = Op::Kind::acknowledge, .file = {}, .sequence = sequence});
}

void RecordingVfs::network_step(std::uint32_t exchange) {
  ops_.push_back({.kind = Op::Kind::network, .file = {}, .sequence = exchange});
}

std::vector<Op> RecordingVfs::take_ops() {
  return std::exchange(ops_, {});
}

Disk after_cut(const std::vector<Op>& ops, std::size_t count, Fate fate, std::mt19937& random) {
  const auto chance = [&](unsigned one_in) { return random() % one_in == 0; };
  std::map<std::string, Track> tracks;
  // Removed files whose removal was not synced: a cut may bring them back.
  std::map<std::string, Bytes> ghosts;
  for (std::size_t i = 0; i < count; ++i) {
    const Op& op = ops[i];
    switch (op.kind) {
    case Op::Kind::write:
    case Op::Kind::truncate: tracks[op.file].pending.push_back(&op); break;
    case Op::Kind::sync: {
      Track& track = tracks[op.file];
      settle(track);
      // SQLite syncs the folder with the first sync of a new log or journal.
      if (!std::exchange(track.in_folder, true))
        ghosts.clear();
      break;
    }
    case Op::Kind::remove:
      if (const auto found = tracks.find(op.file); found != tracks.end()) {
        if (found->second.durable)
          ghosts[op.file] = *found->second.durable;
        tracks.erase(found);
      }
      if (op.synced)
        ghosts.clear();
      break;
    case Op::Kind::acknowledge:
    case Op::Kind::network: break;
    }
  }

  Disk disk;
  for (auto& [name, track] : tracks) {
    std::vector<const Op*>& pending = track.pending;
    if (fate == Fate::lost)
      pending.clear();
    if (fate == Fate::random)
      std::ranges::shuffle(pending, random);
    std::size_t stop = pending.size();
    if (fate == Fate::torn && stop > 0)
      stop = random() % stop + 1;
    for (std::size_t i = 0; i < stop; ++i) {
      const Op& op = *pending[i];
      if (fate == Fate::random && chance(2))
        continue;
      std::size_t length = op.data.size();
      const bool tear =
          (fate == Fate::torn && i + 1 == stop) || (fate == Fate::random && chance(4));
      if (tear)
        length = std::min(length, random() % (length / sector + 1) * sector);
      if (!track.durable)
        track.durable.emplace();
      apply(*track.durable, op, length);
    }
    if (track.durable)
      disk.emplace(name, std::move(*track.durable));
  }
  for (auto& [name, content] : ghosts)
    if (fate == Fate::lost || (fate == Fate::random && chance(2)))
      disk.emplace(name, std::move(content)); // not over a newer file of this name
  return disk;
}

} // namespace foyer::crash
