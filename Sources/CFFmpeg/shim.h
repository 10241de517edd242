// FFmpeg's public headers, plus what Swift cannot import: macros that compute, given as constants and functions.
#ifndef GATE_CFFMPEG_SHIM_H
#define GATE_CFFMPEG_SHIM_H
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
#include <libavutil/dict.h>
#include <libavutil/error.h>
#include <libavutil/imgutils.h>
#include <libavutil/log.h>
#include <libavutil/mem.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>

static const int64_t GATE_AV_NOPTS_VALUE = AV_NOPTS_VALUE;
static const int GATE_AVERROR_EOF = AVERROR_EOF;
static const int GATE_AVERROR_EAGAIN = AVERROR(EAGAIN);
static const int GATE_AVERROR_EXIT = AVERROR_EXIT;
static const int GATE_AVERROR_EIO = AVERROR(EIO);
static const int GATE_AVERROR_EPERM = AVERROR(EPERM);
static const int GATE_AVERROR_INVALIDDATA = AVERROR_INVALIDDATA;

/// The buffer of an input whose bytes are ours; FFmpeg may have put another in the place of the first.
static inline void gate_av_free_buffer(AVIOContext *input) { av_freep(&input->buffer); }

/// A decoded picture is damaged, or was concealed, in the decoder's own opinion.
static inline int gate_av_frame_is_damaged(const AVFrame *frame) {
    return (frame->flags & AV_FRAME_FLAG_CORRUPT) || frame->decode_error_flags;
}
#endif
