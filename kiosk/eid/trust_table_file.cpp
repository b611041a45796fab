// SPDX-License-Identifier: EUPL-1.2
#include <eid/trust_table.hpp>

#include <base/whole_file.hpp>

namespace foyer::eid {

Result<TrustTable> load_trust_table(const std::filesystem::path& file) {
  FOYER_TRY(const Bytes content, read_whole_file(file));
  return parse_trust_table(content);
}

Status save_trust_table(const TrustTable& table, const std::filesystem::path& file) {
  return write_whole_file(file, encode_trust_table(table), 0644);
}

} // namespace foyer::eid
