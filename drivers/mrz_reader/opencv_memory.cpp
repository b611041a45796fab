// SPDX-License-Identifier: EUPL-1.2
#include <mrz_reader/opencv_memory.hpp>

#include <base/bytes.hpp>

#include <mutex>
#include <opencv2/core.hpp>

namespace foyer::mrz_reader {
namespace {

class WipingMats : public cv::MatAllocator {
 public:
  cv::UMatData* allocate(int dims, const int* sizes, int type, void* data, std::size_t* step,
                         cv::AccessFlag flags, cv::UMatUsageFlags usage) const override {
    cv::UMatData* made = standard_.allocate(dims, sizes, type, data, step, flags, usage);
    made->prevAllocator = made->currAllocator = this; // or it goes back without passing here
    return made;
  }
  bool allocate(cv::UMatData* data, cv::AccessFlag flags, cv::UMatUsageFlags usage) const override {
    return standard_.allocate(data, flags, usage);
  }
  void deallocate(cv::UMatData* data) const override {
    if (data == nullptr)
      return;
    if (!(data->flags & cv::UMatData::USER_ALLOCATED) && data->origdata != nullptr)
      foyer::wipe(std::span(data->origdata, data->size));
    data->prevAllocator = data->currAllocator = &standard_;
    standard_.deallocate(data);
  }

 private:
  const cv::MatAllocator& standard_ = *cv::Mat::getStdAllocator();
};

} // namespace

void prepare_opencv() {
  static std::once_flag once;
  std::call_once(once, [] {
    // Never deleted: pictures of other static objects may outlive any order of ends.
    static auto* const wiping = new WipingMats;
    cv::Mat::setDefaultAllocator(wiping);
    cv::setNumThreads(1);
  });
}

} // namespace foyer::mrz_reader
