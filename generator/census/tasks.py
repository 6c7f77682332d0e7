"""The modality under which the Hub lists each task.

The source is `pipelines.ts` of the Hub's own libraries, read on 2026-11-22:
https://github.com/huggingface/huggingface.js/blob/main/packages/tasks/src/pipelines.ts
"""

_TASKS = {
    "nlp": (
        "text-classification token-classification table-question-answering question-answering zero-shot-classification"
        " translation summarization feature-extraction text-generation fill-mask sentence-similarity table-to-text"
        " multiple-choice text-ranking text-retrieval"
    ),
    "cv": (
        "depth-estimation image-classification object-detection image-segmentation text-to-image image-to-text"
        " image-to-image image-to-video unconditional-image-generation video-classification text-to-video"
        " zero-shot-image-classification"
        " mask-generation zero-shot-object-detection text-to-3d image-to-3d image-feature-extraction keypoint-detection"
        " video-to-video"
    ),
    "audio": (
        "text-to-speech text-to-audio automatic-speech-recognition audio-to-audio audio-classification"
        " voice-activity-detection"
    ),
    "multimodal": (
        "audio-text-to-text image-text-to-text image-text-to-image image-text-to-video visual-question-answering"
        " document-question-answering video-text-to-text visual-document-retrieval any-to-any"
    ),
    "rl": "reinforcement-learning robotics",
    "tabular": "tabular-classification tabular-regression tabular-to-text time-series-forecasting",
    "other": "graph-ml other",
}
MODALITIES = {task: modality for modality, tasks in _TASKS.items() for task in tasks.split()}
"""The modality of each task."""
