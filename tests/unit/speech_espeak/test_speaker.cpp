// SPDX-License-Identifier: EUPL-1.2
// The real espeak-ng, into ALSA's own file device.
#include <speech_espeak/espeak_speaker.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

using namespace foyer;
using namespace std::chrono_literals;

namespace {

struct Recorder {
  Recorder() {
    std::string name = (std::filesystem::temp_directory_path() / "foyer-speech-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder = name;
  }
  ~Recorder() { std::filesystem::remove_all(folder); }
  [[nodiscard]] speech_espeak::EspeakConfig config() const {
    return {.device = "file:FILE=" + (folder / "heard.raw").string() + ",FORMAT=raw"};
  }
  [[nodiscard]] std::vector<std::int16_t> heard() const {
    std::ifstream file(folder / "heard.raw", std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    std::vector<std::int16_t> samples(bytes.size() / 2);
    std::memcpy(samples.data(), bytes.data(), samples.size() * 2);
    return samples;
  }
  std::filesystem::path folder;
};

double loudness(const std::vector<std::int16_t>& samples) {
  double sum = 0;
  for (const auto sample : samples)
    sum += static_cast<double>(sample) * sample;
  return samples.empty() ? 0 : std::sqrt(sum / static_cast<double>(samples.size()));
}

api::Sentence sentence(std::string text, std::string voice = "de") {
  return {.text = Personal(std::move(text)), .voice = std::move(voice)};
}

} // namespace

TEST_CASE("A sentence is heard, longer ones longer, faster ones shorter") {
  const Recorder one, two, three;
  REQUIRE(speech_espeak::EspeakSpeaker(one.config()).say(sentence("Ja."), {}).ok());
  REQUIRE(speech_espeak::EspeakSpeaker(two.config())
              .say(sentence("Warum brauchen Sie eine neue Karte?"), {})
              .ok());
  auto fast = sentence("Warum brauchen Sie eine neue Karte?");
  fast.words_per_minute = 320;
  REQUIRE(speech_espeak::EspeakSpeaker(three.config()).say(fast, {}).ok());
  CHECK(loudness(one.heard()) > 300);
  CHECK(two.heard().size() > 2 * one.heard().size());
  CHECK(three.heard().size() < two.heard().size() * 3 / 4);
}

TEST_CASE("Twelve decibels less are a quarter of the amplitude") {
  const Recorder loud, quiet;
  auto text = sentence("Guten Tag");
  REQUIRE(speech_espeak::EspeakSpeaker(loud.config()).say(text, {}).ok());
  text.gain_db = -12;
  REQUIRE(speech_espeak::EspeakSpeaker(quiet.config()).say(text, {}).ok());
  CHECK(loudness(quiet.heard()) / loudness(loud.heard()) == Approx(0.251).epsilon(0.03));
}

TEST_CASE("Every language of the list with a voice is spoken, each in its own") {
  for (const char* voice :
       {"de", "en", "tr", "uk", "ru", "ar", "fa", "ro", "ku", "fr", "vi", "sq", "sr"}) {
    CAPTURE(voice);
    const Recorder recorder;
    CHECK(speech_espeak::EspeakSpeaker(recorder.config()).say(sentence("1 2 3", voice), {}).ok());
    CHECK(loudness(recorder.heard()) > 300);
  }
}

TEST_CASE("What a person recorded is heard as it is; what is no recording is told") {
  const Recorder recorder, again;
  const auto file = recorder.folder / "prompt.wav";
  REQUIRE(std::system(("espeak-ng -v fa -w " + file.string() + " 123").c_str()) == 0);
  const api::Sentence prompt{.text = {}, .recording = file};
  REQUIRE(speech_espeak::EspeakSpeaker(recorder.config()).say(prompt, {}).ok());
  CHECK(loudness(recorder.heard()) > 300);
  std::ofstream(file) << "no sound";
  CHECK_FALSE(speech_espeak::EspeakSpeaker(again.config()).say(prompt, {}).ok());
}

TEST_CASE("A stop ends a sentence in its middle") {
  const Recorder recorder;
  std::string long_text;
  for (int i = 0; i < 4000; ++i)
    long_text += "Bitte legen Sie Ihre Karte auf das Lesegerät. ";
  std::jthread speaking([&](const std::stop_token& stop) {
    const auto said =
        speech_espeak::EspeakSpeaker(recorder.config()).say(sentence(long_text), stop);
    CHECK(said.failure().code == FailureCode::cancelled);
  });
  while (!std::filesystem::exists(recorder.folder / "heard.raw"))
    std::this_thread::sleep_for(1ms);
  speaking.request_stop();
  speaking.join();
  CHECK(recorder.heard().size() < 22050u * 3600);
}

TEST_CASE("A voice that does not exist, a device that is not there, a program that is missing") {
  const Recorder recorder;
  CHECK(speech_espeak::EspeakSpeaker(recorder.config())
            .say(sentence("Hallo", "xx-nowhere"), {})
            .failure()
            .code == FailureCode::io_failed);
  auto config = recorder.config();
  config.device = "hw:77";
  CHECK_FALSE(speech_espeak::EspeakSpeaker(config).say(sentence("Hallo"), {}).ok());
  config = recorder.config();
  config.program = "/nowhere/espeak-ng";
  CHECK_FALSE(speech_espeak::EspeakSpeaker(config).say(sentence("Hallo"), {}).ok());
}

TEST_CASE("A machine without a jack says once that no headset is there") {
  int reports = 0;
  std::jthread watching([&](const std::stop_token& stop) {
    speech_espeak::EspeakSpeaker({}).watch_headset(stop, [&](bool plugged) {
      ++reports;
      CHECK_FALSE(plugged);
    });
  });
  watching.request_stop();
  watching.join();
  CHECK(reports == 1);
}
