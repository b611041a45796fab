// SPDX-License-Identifier: EUPL-1.2
#include "network.hpp"

#include "model.hpp"
#include "strip.hpp"

#include <opencv2/dnn.hpp>

#include <algorithm>
#include <cmath>

namespace foyer::mrz_reader {

struct Network::Net {
  cv::dnn::Net net;
};

Network::Network() : net_(std::make_unique<Net>()) {
  const ByteView file = model_file();
  net_->net = cv::dnn::readNetFromONNX(reinterpret_cast<const char*>(file.data()), file.size());
  net_->net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
}

Network::~Network() = default;

Marks Network::read(const cv::Mat& strip) {
  // Few widths, or the net plans its memory anew for each line.
  constexpr int step = 64;
  const int width = (strip.cols + step - 1) / step * step;
  const int sizes[] = {1, 1, strip.rows, width};
  cv::Mat blob(4, sizes, CV_32F, cv::Scalar(0));
  cv::Mat plane(strip.rows, width, CV_32F, blob.ptr<float>());
  strip.copyTo(plane.colRange(0, strip.cols));
  net_->net.setInput(blob);
  const cv::Mat out = net_->net.forward();
  const int count = std::min(out.size[3], strip.cols / static_cast<int>(mark_pixels));
  Marks marks(static_cast<std::size_t>(std::max(count, 0)));
  const float* const values = out.ptr<float>();
  const int stride = out.size[3];
  for (int t = 0; t < count; ++t) {
    Mark& mark = marks[static_cast<std::size_t>(t)];
    float most = -1e30F;
    for (int c = 0; c < characters; ++c)
      most = std::max(most, values[c * stride + t]);
    float sum = 0;
    for (int c = 0; c < characters; ++c)
      sum += std::exp(values[c * stride + t] - most);
    const float whole = most + std::log(sum);
    for (int c = 0; c < characters; ++c)
      mark.cell[static_cast<std::size_t>(c)] = values[c * stride + t] - whole;
    mark.mark = whole - values[characters * stride + t];
  }
  return marks;
}

} // namespace foyer::mrz_reader
