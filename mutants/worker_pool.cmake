# Broken twins of the worker pool.
heddle_mutant(PATTERN worker_pool NAME submit_wakes_nobody LAYER stress FILE worker_pool.hpp
              FROM "            idle_.notify_one();" TO "            (void)0;")
heddle_mutant(PATTERN worker_pool NAME submit_announces_before_it_appends LAYER relacy FILE worker_pool.hpp
              FROM "        append(fresh.release());
        const bool awaited = idle_.changed();
        held.unlock();
        if (awaited)
            idle_.notify_one();"
              TO "        const bool awaited = idle_.changed();
        held.unlock();
        if (awaited)
            idle_.notify_one();
        held.lock();
        append(fresh.release());")
heddle_mutant(PATTERN worker_pool NAME close_wakes_nobody LAYER relacy FILE worker_pool.hpp
              FROM "        if (idle_.changed())
            idle_.notify_all();" TO "")
heddle_mutant(PATTERN worker_pool NAME close_wakes_one LAYER relacy FILE worker_pool.hpp
              FROM "            idle_.notify_all();" TO "            idle_.notify_one();")
heddle_mutant(PATTERN worker_pool NAME close_drops_queued_jobs LAYER properties FILE worker_pool.hpp
              FROM "        while (!oldest_ && !closed_)
            idle_.sleep(held, detail::deadline::never());"
              TO "        while (!oldest_ && !closed_)
            idle_.sleep(held, detail::deadline::never());
        if (closed_)
            return nullptr;")
heddle_mutant(PATTERN worker_pool NAME worker_looks_once LAYER relacy FILE worker_pool.hpp
              FROM "        while (!oldest_ && !closed_)" TO "        if (!oldest_ && !closed_)")
heddle_mutant(PATTERN worker_pool NAME worker_looks_without_the_lock LAYER relacy FILE worker_pool.hpp
              FROM "        std::unique_lock held(lock_);
        while (!oldest_ && !closed_)"
              TO "        const bool nothing = !oldest_ && !closed_;
        std::unique_lock held(lock_);
        while (nothing && !oldest_ && !closed_)")
heddle_mutant(PATTERN worker_pool NAME destructor_does_not_close LAYER properties FILE worker_pool.hpp
              FROM "    ~worker_pool() {
        close();" TO "    ~worker_pool() {")
heddle_mutant(PATTERN worker_pool NAME destructor_does_not_join LAYER relacy FILE worker_pool.hpp
              FROM "            one.join();" TO "            one.detach();")
heddle_mutant(PATTERN worker_pool NAME failed_start_does_not_join LAYER properties FILE worker_pool.hpp
              FROM "    worker_pool(channel<job_result<R>>&& results, std::size_t threads) : worker_pool(std::move(results.receiver)) {"
              TO "    worker_pool(channel<job_result<R>>&& results, std::size_t threads) : results_(std::move(results.receiver)) {")
heddle_mutant(PATTERN worker_pool NAME submits_after_close LAYER properties FILE worker_pool.hpp
              FROM "        if (closed_) {" TO "        if (false) {")
heddle_mutant(PATTERN worker_pool NAME last_job_first LAYER properties FILE worker_pool.hpp
              FROM "            newest_->next = fresh;" TO "            fresh->next = newest_->next, newest_->next = fresh, fresh = newest_;")
heddle_mutant(PATTERN worker_pool NAME exception_is_swallowed LAYER properties FILE detail/job.hpp
              FROM "            thrown_ = std::current_exception();" TO "")
heddle_mutant(PATTERN worker_pool NAME result_is_not_sent_when_it_is_an_exception LAYER properties FILE worker_pool.hpp
              FROM "            (void)results.send(std::move(result));"
              TO "            if (!result.has_thrown())
                (void)results.send(std::move(result));")
heddle_mutant(PATTERN worker_pool NAME worker_stops_when_nobody_wants_results LAYER properties FILE worker_pool.hpp
              FROM "            (void)results.send(std::move(result));"
              TO "            if (!results.send(std::move(result)))
                return;")
heddle_mutant(PATTERN worker_pool NAME jobs_are_not_destroyed LAYER relacy FILE worker_pool.hpp
              FROM "            next.reset(); " TO "            next.release(); ")
heddle_mutant(PATTERN worker_pool NAME jobs_outlive_their_results LAYER relacy FILE worker_pool.hpp
              FROM "            next.reset(); " TO "")
heddle_mutant(PATTERN worker_pool NAME pool_keeps_a_sender LAYER properties FILE worker_pool.hpp
              FROM "        workers_.reserve(threads);"
              TO "        workers_.reserve(threads);
        static std::vector<sender<job_result<R>>> kept;
        kept.push_back(results.sender);")

# The same mistakes before the engine.
heddle_mutant(PATTERN worker_pool NAME close_wakes_nobody LAYER model FILE worker_pool.hpp
              FROM "        if (idle_.changed())
            idle_.notify_all();" TO "")
heddle_mutant(PATTERN worker_pool NAME close_drops_queued_jobs LAYER model FILE worker_pool.hpp
              FROM "        while (!oldest_ && !closed_)
            idle_.sleep(held, detail::deadline::never());"
              TO "        while (!oldest_ && !closed_)
            idle_.sleep(held, detail::deadline::never());
        if (closed_)
            return nullptr;")
heddle_mutant(PATTERN worker_pool NAME worker_looks_without_the_lock LAYER model FILE worker_pool.hpp
              FROM "        std::unique_lock held(lock_);
        while (!oldest_ && !closed_)"
              TO "        const bool nothing = !oldest_ && !closed_;
        std::unique_lock held(lock_);
        while (nothing && !oldest_ && !closed_)")
heddle_mutant(PATTERN worker_pool NAME destructor_does_not_close LAYER model FILE worker_pool.hpp
              FROM "    ~worker_pool() {
        close();" TO "    ~worker_pool() {")
heddle_mutant(PATTERN worker_pool NAME destructor_does_not_join LAYER model FILE worker_pool.hpp
              FROM "            one.join();" TO "            one.detach();")
heddle_mutant(PATTERN worker_pool NAME jobs_are_not_destroyed LAYER model FILE worker_pool.hpp
              FROM "            next.reset(); " TO "            next.release(); ")
