# What spawn refuses: callables that capture, arguments and results that borrow.
#
# heddle_spawn_refuses(name REJECTS … ACCEPTS … SAYS …): both statements find `text`, a std::string, and `number`, an int.
function(heddle_spawn_refuses name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "REJECTS;ACCEPTS" "SAYS")
    set(given "std::string text = \"owned\";\n    int number = 1;\n    (void)text, (void)number;\n    ")
    heddle_compile_fail_test(
        NAME thread.compile_fail.${name} HEADER heddle/thread.hpp
        PROLOGUE "#include <heddle/mutex.hpp>\n#include <heddle/rw_lock.hpp>\n#include <optional>\n#include <string>\n#include <vector>\n\nusing heddle::spawn;"
        REJECTS "${given}${arg_REJECTS}" ACCEPTS "${given}${arg_ACCEPTS}" SAYS ${arg_SAYS})
endfunction()

set(borrows "error: static[ _]assert.*heddle::spawn: this argument borrows")
set(captures "error: static[ _]assert.*heddle::spawn: the callable captures something")

heddle_spawn_refuses(pointer
    REJECTS "spawn([](int* one) { *one = 2; }, &number);"
    ACCEPTS "spawn([](int one) { ++one; }, number);"
    SAYS "${borrows}" "spawn_argument<1, int ?\\*>")
heddle_spawn_refuses(string_literal
    REJECTS "spawn([](std::string) {}, \"literal\");"
    ACCEPTS "spawn([](std::string) {}, std::string(\"literal\"));"
    SAYS "${borrows}" "spawn_argument<1, (const char ?\\*|char const ?\\*)>")
heddle_spawn_refuses(string_view
    REJECTS "spawn([](int, std::string_view) {}, number, std::string_view(text));"
    ACCEPTS "spawn([](int, std::string) {}, number, text);"
    SAYS "${borrows}" "spawn_argument<2, std::(basic_)?string_view")
heddle_spawn_refuses(span
    REJECTS "std::vector<int> all(3); spawn([](std::span<int>) {}, std::span<int>(all));"
    ACCEPTS "std::vector<int> all(3); spawn([](std::vector<int>) {}, all);"
    SAYS "${borrows}" "spawn_argument<1, std::span<int")
heddle_spawn_refuses(reference_wrapper
    REJECTS "spawn([](int& one) { ++one; }, std::ref(number));"
    ACCEPTS "spawn([](int one) { ++one; }, number);"
    SAYS "${borrows}" "spawn_argument<1, std::reference_wrapper<int>")
heddle_spawn_refuses(pointer_within_containers
    REJECTS "spawn([](std::vector<std::pair<int, int*>>) {}, std::vector<std::pair<int, int*>>());"
    ACCEPTS "spawn([](std::vector<std::pair<int, int>>) {}, std::vector<std::pair<int, int>>());"
    SAYS "${borrows}" "spawn_argument<1, std::vector<std::pair<int, int ?\\*>")
heddle_spawn_refuses(view_within_optional
    REJECTS "spawn([](std::optional<std::string_view>) {}, std::optional<std::string_view>());"
    ACCEPTS "spawn([](std::optional<std::string>) {}, std::optional<std::string>());"
    SAYS "${borrows}" "spawn_argument<1, std::optional<std::(basic_)?string_view")
heddle_spawn_refuses(shared_mutable_data
    REJECTS "spawn([](std::shared_ptr<int>) {}, std::make_shared<int>(1));"
    ACCEPTS "spawn([](std::shared_ptr<const int>) {}, std::shared_ptr<const int>(std::make_shared<int>(1)));"
    SAYS "${borrows}" "spawn_argument<1, std::shared_ptr<int>")
heddle_spawn_refuses(mutex_guard
    REJECTS "heddle::mutex<int> one(1); spawn([](heddle::mutex_guard<int>) {}, one.lock());"
    ACCEPTS "heddle::mutex<int> one(1); spawn([](int) {}, *one.lock());"
    SAYS "${borrows}" "spawn_argument<1, (heddle::)?mutex_guard<int")
heddle_spawn_refuses(read_guard
    REJECTS "heddle::rw_lock<int> one(1); spawn([](heddle::read_guard<int>) {}, one.read());"
    ACCEPTS "heddle::rw_lock<int> one(1); spawn([](int) {}, *one.read());"
    SAYS "${borrows}" "spawn_argument<1, (heddle::)?read_guard<int")
heddle_spawn_refuses(write_guard
    REJECTS "heddle::rw_lock<int> one(1); spawn([](heddle::write_guard<int>) {}, one.write());"
    ACCEPTS "heddle::rw_lock<int> one(1); spawn([](int) {}, *one.write());"
    SAYS "${borrows}" "spawn_argument<1, (heddle::)?write_guard<int")
heddle_spawn_refuses(capture_by_reference
    REJECTS "spawn([&] { number = 2; });"
    ACCEPTS "spawn([](int one) { ++one; }, number);"
    SAYS "${captures}")
heddle_spawn_refuses(capture_by_copy
    REJECTS "spawn([number] { return number; });"
    ACCEPTS "spawn([](int one) { return one; }, number);"
    SAYS "${captures}")
heddle_spawn_refuses(std_function
    REJECTS "std::function<void()> any = [] {}; spawn(any);"
    ACCEPTS "void (*any)() = [] {}; spawn(any);"
    SAYS "${captures}")
heddle_spawn_refuses(reference_parameter
    REJECTS "spawn([](int& one) { ++one; }, number);"
    ACCEPTS "spawn([](int&& one) { ++one; }, number);"
    SAYS "error: static[ _]assert.*heddle::spawn: the callable cannot be called with these arguments")
heddle_spawn_refuses(borrowed_result
    REJECTS "spawn([](std::string one) { return std::string_view(one); }, text);"
    ACCEPTS "spawn([](std::string one) { return one; }, text);"
    SAYS "error: static[ _]assert.*heddle::spawn: the result borrows" "spawn_result<std::(basic_)?string_view")
