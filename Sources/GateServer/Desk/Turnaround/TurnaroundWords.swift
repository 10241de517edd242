/// What the turnaround page says.
enum TurnaroundWords {
    private static func say(_ vi: String, _ en: String, _ zh: String) -> Phrase { Phrase(vi: vi, en: en, zh: zh) }

    static let span = say("Khoảng thời gian", "Span", "时间范围")
    static let day = say("24 giờ", "24 hours", "24小时")
    static let week = say("7 ngày", "7 days", "7天")
    static let month = say("30 ngày", "30 days", "30天")
    static let until = say("đến lượt xe mới nhất", "up to the newest passage", "截至最新通行")
    static let passages = say("lượt xe", "passages", "车次")
    static let released = say("đã được qua", "released", "已放行")
    static let refused = say("bị từ chối", "refused", "已拒绝")
    static let waiting = say("còn chờ", "still waiting", "仍在等待")
    static let withinDay = say("qua trong 24 giờ", "released within 24 h", "24小时内放行")
    static let partly = say(
        "Chỉ tính %d lượt xe mới nhất của khoảng này.", "Of this span the newest %d passages are counted.",
        "仅统计该时段最新的%d车次。")

    static let study = say("Thời gian từ khi đến đến khi được qua", "Time from arrival to release", "从到达到放行的时间")
    static let group = say("Nhóm", "Group", "分组")
    static let count = say("Số lượt", "Count", "数量")
    static let share = say("Trong 24 giờ", "Under 24 h", "24小时内")
    static let all = say("Tất cả", "All", "全部")
    static let byChannel = say("Theo luồng", "By channel", "按通道色")
    static let byLane = say("Theo làn", "By lane", "按通道")
    static let byAgency = say("Theo cơ quan quyết định", "By deciding agency", "按决定机构")
    static let byHour = say("Theo giờ đến", "By hour of arrival", "按到达时刻")

    static let stages = say("Mất thời gian ở đâu", "Where the time goes", "时间消耗环节")
    static let stage = say("Chặng", "Stage", "环节")
    static let toJudged = say("Đến → máy kết luận", "Arrived → judged", "到达→系统判定")
    static let toClaimed = say("Kết luận → nhận hồ sơ", "Judged → claimed", "判定→受理")
    static let toDecided = say("Nhận → quyết định", "Claimed → decided", "受理→决定")

    static let hours = say("Xe đến theo giờ (giờ địa phương)", "Vehicles by hour (local time)", "各时段车辆数(当地时间)")
    static let stopped = say("phần bị dừng", "stopped part", "被拦停部分")
    static let rules = say("Quy tắc: đúng hay nhầm", "Rules: right or wrong", "规则准确率")
    static let hits = say("Báo", "Hits", "命中")
    static let confirmed = say("Xác nhận (từ chối)", "Confirmed (refused)", "属实(拒绝)")
    static let overruled = say("Bác bỏ (cho qua)", "Overruled (released)", "推翻(放行)")
    static let precision = say("Tỷ lệ đúng", "Precision", "准确率")
    static let readers = say("Chất lượng đọc", "Quality of the readers", "识别质量")
    static let unread = say("Không đọc được đầu kéo", "Tractor unread", "未识别牵引车牌")
    static let corrections = say("kết quả đọc đã được sửa", "reads corrected", "次识别已更正")
    static let csv = say("Tải CSV", "CSV", "下载CSV")
    static let nothing = say("Chưa có lượt xe nào.", "There are no passages yet.", "尚无通行记录。")
}
